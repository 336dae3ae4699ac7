import Testing

@testable import Reporting

@Suite struct TextTests {
    @Test(arguments: [
        ("a.example", "a.example", "nothing to escape"),
        (#"<a href="x">'&'"#, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;", "the five"),
        ("\"\u{301}x", "&quot;\u{301}x", "a quote with a combining mark is a quote"),
        ("<\u{338}b", "&lt;\u{338}b", "a sign with a combining mark is a sign"),
        ("\r\n", "\u{FFFD}\n", "CR LF is one grapheme cluster, two scalars"),
        ("a\u{0}b\u{1B}[31m", "a\u{FFFD}b\u{FFFD}[31m", "control characters"),
        ("moc.\u{202E}knab", "moc.\u{FFFD}knab", "a change of direction"),
        ("a\u{200B}\u{3164}b", "a\u{FFFD}\u{FFFD}b", "what is not seen"),
        ("bücher.example", "bücher.example", "letters of any language stay"),
    ])
    func html(text: String, expected: String, reason: String) {
        #expect(Array(HTMLText().escapeText(text).utf8) == Array(expected.utf8), "\(reason)")
    }

    @Test(arguments: [
        ("a.example", "a.example", "nothing to escape"),
        ("a|b", "a\\|b", "a cell ends at a bar"),
        ("a|\u{301}b", "a\\|\u{301}b", "a bar with a combining mark is a bar"),
        ("a\\|b", "a\\\\\\|b", "a backslash before a bar"),
        ("<script>&", "&lt;script&gt;&amp;", "HTML"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)", "a link"),
        ("a\nb\r\nc", "a b  c", "a row is one line"),
        ("`*_~#!$", "\\`\\*\\_\\~\\#\\!\\$", "marks"),
        ("https://evil.example", "https:/&#47;evil.example", "a bare link"),
        ("WWW.evil.example", "WWW&#46;evil.example", "a bare link without a scheme"),
        ("a@b.example", "a&#64;b.example", "a bare address"),
        ("a\u{2028}b\u{85}c", "a\u{FFFD}b\u{FFFD}c", "other line ends"),
    ])
    func markdown(text: String, expected: String, reason: String) {
        #expect(Array(MarkdownText().escapeText(text).utf8) == Array(expected.utf8), "\(reason)")
    }
}
