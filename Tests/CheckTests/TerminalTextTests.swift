import Foundation
import Testing

@testable import sts_census

@Suite struct TerminalTextTests {
    static let texts: [Case<String, String>] = [
        Case("ASCII stays", "plain \\ text", "plain \\ text"),
        Case("our own signs stay", "§ 3 … –", "§ 3 … –"),
        Case("names of files stay", "Größe, Ωмега", "Größe, Ωмега"),
        Case("what a rejected line has in place of them stays", "a\u{FFFD}", "a\u{FFFD}"),
        Case("a tab is a space", "a\tb", "a b"),
        Case("an escape", "\u{1B}[2J", "\\u{1B}[2J"),
        Case("a title", "\u{1B}]0;x\u{7}", "\\u{1B}]0;x\\u{7}"),
        Case("a link", "\u{1B}]8;;http://x\u{1B}\\", "\\u{1B}]8;;http://x\\u{1B}\\"),
        Case("a C1 control", "\u{9B}31m", "\\u{9B}31m"),
        Case("a line feed", "a\nb", "a\\u{A}b"),
        Case("a carriage return", "good\rbad", "good\\u{D}bad"),
        Case("CR and LF, one character to Swift", "a\r\nb", "a\\u{D}\\u{A}b"),
        Case("a backspace", "ab\u{8}c", "ab\\u{8}c"),
        Case("NUL", "a\0b", "a\\u{0}b"),
        Case("delete", "\u{7F}", "\\u{7F}"),
        Case("a line separator", "a\u{2028}b", "a\\u{2028}b"),
        Case("a turned direction", "\u{202E}x", "\\u{202E}x"),
        Case("an isolate", "\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        Case("letters from the right", "\u{5D0}1", "\\u{5D0}1"),
        Case("a space of no width", "a\u{200B}b", "a\\u{200B}b"),
        Case("a soft hyphen", "a\u{AD}b", "a\\u{AD}b"),
        Case("a no-break space", "a\u{A0}b", "a\\u{A0}b"),
        Case("a byte order mark", "\u{FEFF}a", "\\u{FEFF}a"),
        Case("a tag", "a\u{E0041}", "a\\u{E0041}"),
        Case("a combining mark", "e\u{301}", "e\\u{301}"),
        Case("wide letters", "你", "\\u{4F60}"),
    ]

    @Test(arguments: texts) func harmless(_ row: Case<String, String>) {
        #expect(TerminalText.harmless(row.given) == row.expected)
    }

    @Test func linesStayLines() {
        #expect(TerminalText.harmless(lines: "a\u{1B}\n\n b\r\n") == "a\\u{1B}\n\n b\\u{D}\n")
    }

    static let values: [Case<String, String>] = [
        Case("ASCII stays", "\"a\\u001b\": 1,\n", "\"a\\u001b\": 1,\n"),
        Case("letters stay", "\"ö\"", "\"ö\""),
        Case("delete", "\"\u{7F}\"", "\"\\u007F\""),
        Case("a C1 control", "\"\u{9B}\"", "\"\\u009B\""),
        Case("a turned direction", "\"\u{202E}\"", "\"\\u202E\""),
        Case("beyond 16 bits", "\"\u{E0041}\"", "\"\\uDB40\\uDC41\""),
    ]

    @Test(arguments: values) func inJSON(_ row: Case<String, String>) {
        #expect(TerminalText.harmless(json: row.given) == row.expected)
    }

    /// What comes out is harmless, and is read as what went in.
    @Test(arguments: texts) func jsonSaysTheSame(_ row: Case<String, String>) throws {
        let encoded = String(decoding: try JSONEncoder().encode([row.given]), as: UTF8.self)
        let harmless = TerminalText.harmless(json: encoded)
        #expect(TerminalText.harmless(harmless) == harmless)
        let back = try JSONDecoder().decode([String].self, from: Data(harmless.utf8))
        #expect(Array(back[0].unicodeScalars) == Array(row.given.unicodeScalars))
    }
}
