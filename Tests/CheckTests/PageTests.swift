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
}
