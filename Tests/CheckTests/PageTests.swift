import Testing

@testable import sts_census

@Suite struct PageTests {
    private static func page(_ width: Int, _ fill: (inout Page) -> Void) -> String {
        var page = Page(OutputStyle(width: width, isColoured: false))
        fill(&page)
        return page.text
    }

    @Test func wrapsUnderTheLead() {
        let text = Self.page(24) { $0.paragraph("one two three four five", lead: "1. ") }
        #expect(text == "  1. one two three four\n     five\n")
    }

    @Test func breaksLongWords() {
        let text = Self.page(20) { $0.paragraph(String(repeating: "x", count: 40), indent: 0) }
        #expect(text.split(separator: "\n").map(\.count) == [20, 20])
    }

    @Test func quotesOnlyTheBeginning() {
        let text = Self.page(20) {
            $0.quote(String(repeating: "x", count: 100), indent: 0, mark: 3, limit: 2)
        }
        let line = String(repeating: "x", count: 20)
        #expect(text == "\(line)\n   ^\n\(line)\n… (100 characters in all)\n")
    }

    @Test func aMarkBeyondTheFirstLineIsLeftOut() {
        let text = Self.page(20) {
            $0.quote(String(repeating: "x", count: 30), indent: 0, mark: 25)
        }
        #expect(!text.contains("^"))
    }

    @Test func copiesWhole() {
        let line = String(repeating: "x", count: 50)
        #expect(Self.page(20) { $0.copy("a\n\(line)\n", indent: 2) } == "  a\n  \(line)\n")
    }

    static let texts: [Case<String, String>] = [
        Case("ASCII stays", "plain \\ text", "plain \\ text"),
        Case("our own signs stay", "§ 3 …", "§ 3 …"),
        Case("a tab is a space", "a\tb", "a b"),
        Case("an escape", "\u{1B}[2J", "\\u{1B}[2J"),
        Case("a line feed", "a\nb", "a\\u{A}b"),
        Case("delete", "\u{7F}", "\\u{7F}"),
        Case("a turned direction", "\u{202E}x", "\\u{202E}x"),
        Case("a combining mark", "e\u{301}", "e\\u{301}"),
        Case("wide letters", "你", "\\u{4F60}"),
    ]

    @Test(arguments: texts) func harmless(_ row: Case<String, String>) {
        #expect(TerminalText.harmless(row.given) == row.expected)
    }
}
