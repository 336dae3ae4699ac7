import Testing

/// Docs/Standards.md leads from a section of a standard to the code: its files exist.
@Suite struct StandardsDocumentTests {
    private let lines: [Substring]

    init() throws {
        lines = try Repository.text("Docs/Standards.md").split(separator: "\n")
    }

    @Test func everyFileExists() throws {
        for name in lines.flatMap({ Markdown.codeSpans(String($0)) }) where name.hasSuffix(".swift")
        {
            #expect(Repository.has("Sources/" + name), "there is no Sources/\(name)")
        }
    }

    @Test func everyRowNamesAFile() {
        let rows = lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") }
            .filter { !$0.hasPrefix("| section") }
        #expect(rows.count > 40)
        for row in rows {
            #expect(Markdown.codeSpans(String(row)).contains { $0.hasSuffix(".swift") }, "\(row)")
        }
    }
}
