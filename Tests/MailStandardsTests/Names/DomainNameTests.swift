import MailStandards
import Testing

@Suite struct DomainNameTests {
    static let l63 = String(repeating: "a", count: 63)

    /// Presentation form, and the name's text.
    static let good: [(String, String)] = [
        ("example.com", "example.com"),
        ("example.com.", "example.com"),
        ("MX1.Example.COM", "mx1.example.com"),
        (".", "."),
        ("a", "a"),
        ("_25._tcp.mx1.example.com", "_25._tcp.mx1.example.com"),
        ("*.example.com", "*.example.com"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
        (#"a\.b.example"#, #"a\.b.example"#),
        (#"a\046b.example"#, #"a\.b.example"#),
        (#"\065BC.example"#, "abc.example"),
        (#"a\\.example"#, #"a\\.example"#),
        (#"a\\."#, #"a\\"#),
        (#"a\."#, #"a\."#),
        (#"a\000b.example"#, #"a\000b.example"#),
        (#"a\ b.example"#, #"a\032b.example"#),
        (#"\255.example"#, #"\255.example"#),
        ("\(l63).example", "\(l63).example"),
        // 3 · 64 + 61 bytes of text, 255 on the wire.
        ("\(l63).\(l63).\(l63).\(l63.dropLast(2))", "\(l63).\(l63).\(l63).\(l63.dropLast(2))"),
        ("\(l63).\(l63).\(l63).\(l63.dropLast(2)).", "\(l63).\(l63).\(l63).\(l63.dropLast(2))"),
    ]

    static let bad: [(String, String)] = [
        ("", "empty"),
        ("..", "an empty label before the root"),
        (".example.com", "an empty first label"),
        ("example..com", "an empty label"),
        ("example.com..", "an empty last label"),
        ("\(l63)a.example", "a label of 64 bytes"),
        ("example.\(l63)a", "a last label of 64 bytes"),
        ("example.\(l63)a.", "a last label of 64 bytes before a dot"),
        (#"\065\#(l63).example"#, "a label of 64 bytes with an escape"),
        ("\(l63).\(l63).\(l63).\(l63.dropLast(1))", "256 bytes on the wire"),
        (#"\097.\#(l63).\#(l63).\#(l63).\#(l63.dropLast(2))"#, "257 bytes with an escape"),
        ("exam ple.com", "a space"),
        ("example.com\n", "a line end"),
        ("example\u{0}.com", "a NUL byte"),
        ("münchen.de", "a U-label"),
        (#"example\"#, "an escape of nothing"),
        (#"a\25"#, "an escape of two digits"),
        (#"a\2x5.b"#, "an escape of digits and letters"),
        (#"a\256.b"#, "an escape over 255"),
        (#"a\ü"#, "an escape of what is no ASCII"),
        (#"\\..b"#, "an empty label behind an escape"),
    ]

    @Test(arguments: good) func parses(presentation: String, text: String) throws {
        let name = try #require(DomainName(presentation))
        #expect(name.text == text)
        #expect(DomainName(name.text) == name)
        #expect(name.description == text)
    }

    @Test(arguments: bad) func refuses(presentation: String, reason: String) {
        #expect(DomainName(presentation) == nil, Comment(rawValue: reason))
    }

    @Test func isTheSameWhateverItsCaseAndDot() throws {
        #expect(try name("Example.COM.") == name("example.com"))
        #expect(try name("example.com").hashValue == name("EXAMPLE.com").hashValue)
        #expect(try name(".") == .root)
    }

    static let labels: [(String, [String])] = [
        (".", []),
        ("com", ["com"]),
        ("mx1.example.com", ["mx1", "example", "com"]),
        (#"a\.b.example"#, [#"a\.b"#, "example"]),
        (#"a\\.b"#, [#"a\\"#, "b"]),
        (#"\046.\092"#, [#"\."#, #"\\"#]),
    ]

    @Test(arguments: labels) func hasLabels(text: String, labels: [String]) throws {
        #expect(try name(text).labels.map(String.init) == labels)
    }

    static let parents: [(String, String?)] = [
        (".", nil), ("com", "."), ("example.com", "com"), ("mx1.example.com", "example.com"),
        (#"a\.b.example"#, "example"), (#"a\.b"#, "."),
    ]

    @Test(arguments: parents) func hasParent(text: String, parent: String?) throws {
        #expect(try name(text).parent?.text == parent)
    }

    @Test func hasChildren() throws {
        #expect(try name("Example.com").child("_mta-sts")?.text == "_mta-sts.example.com")
        #expect(DomainName.root.child("com")?.text == "com")
        #expect(try name("example.com").child("") == nil)
        #expect(try name("example.com").child("a b") == nil)
        let long = Self.l63 + "." + Self.l63 + "." + Self.l63
        #expect(try name(long).child("_mta-sts." + Self.l63) == nil)
    }

    static let hostNames = ["example.com", "a", "3com.com", "x-1.example", "1.2.3.4", "a--b.c"]
    static let otherNames: [(String, String)] = [
        (".", "the root"),
        ("-a.example", "a hyphen in front"),
        ("a-.example", "a hyphen at the end of a label"),
        ("example.c-", "a hyphen at the end"),
        ("a.-b", "a hyphen in front of a later label"),
        ("_dmarc.example", "an underscore"),
        ("*.example", "an asterisk"),
        (#"a\.b.example"#, "a dot within a label"),
        (#"\255.example"#, "a byte that is no ASCII"),
        ("a/b.example", "a slash"),
    ]

    @Test(arguments: hostNames) func isHostName(text: String) throws {
        #expect(try name(text).isHostName())
        #expect(try name(text).isHostName(underscores: true))
    }

    @Test(arguments: otherNames) func isNoHostName(text: String, reason: String) throws {
        #expect(try !name(text).isHostName(), Comment(rawValue: reason))
    }

    @Test func acceptsUnderscoresWhereAskedFor() throws {
        #expect(try name("_x.example").isHostName(underscores: true))
        #expect(try name("a_.example").isHostName(underscores: true))
        #expect(try !name("_x-.example").isHostName(underscores: true))
    }
}
