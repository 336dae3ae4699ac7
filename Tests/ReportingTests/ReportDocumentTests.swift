import Foundation
import Testing

@testable import Reporting

/// `Docs/Report.md` held against what is written.
@Suite struct ReportDocumentTests {
    private let document: String

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Docs/Report.md")
        document = try String(contentsOf: file, encoding: .utf8)
    }

    /// The words in backticks in the first column of the tables below a heading.
    private func documented(below heading: String) -> Set<String> {
        let sections = document.components(separatedBy: "\n## ")
        let section = sections.first { $0.hasPrefix(heading + "\n") } ?? ""
        let words = section.split(separator: "\n").flatMap { line in
            line.firstMatch(of: /^\| ([^|]*) \|/)?.output.1.matches(of: /`([^`]+)`/) ?? []
        }
        return Set(words.map { String($0.output.1) })
    }

    @Test func everyKeyOfTheSummary() throws {
        let data = try SummaryReport.render(try Gallery().report())
        let keys = Self.keys(try JSONSerialization.jsonObject(with: data))
        let known = documented(below: "summary.json")
        #expect(keys.subtracting(known).isEmpty, "not documented")
        #expect(known.subtracting(keys).isEmpty, "gone")
    }

    private static func keys(_ json: Any) -> Set<String> {
        switch json {
        case let object as [String: Any]:
            object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
        case let array as [Any]: array.reduce(into: []) { $0.formUnion(keys($1)) }
        default: []
        }
    }

    @Test func everyColumnOfCSV() throws {
        let known = documented(below: "tables/*.csv")
        for name in ["ladder", "gallery-profiles"] {
            let files = try CSVReport.files(Gallery().report())
            let text = try #require(files.first { $0.name == "tables/\(name).csv" }?.text)
            let heading = text.components(separatedBy: "\r\n")[0]
            for column in heading.split(separator: ",") {
                #expect(known.contains(String(column)), "\(column)")
            }
        }
    }
}
