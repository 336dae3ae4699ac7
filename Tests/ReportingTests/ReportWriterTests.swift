import Foundation
import GRDB
import Testing

@testable import Reporting

@Suite struct ReportWriterTests {
    @Test func writesIntoANewFolder() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "report-\(UUID().uuidString)/deeper")
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        let report = try Report(runs: [1], from: Fixture(Fixture.oneOfEach).database)
        for _ in 0..<2 {
            let files = try ReportWriter(report).write(to: folder)
            #expect(
                files.map(\.lastPathComponent) == [
                    "index.html", "report.md", "summary.json", "tables",
                ])
            #expect(try String(contentsOf: files[0], encoding: .utf8) == HTMLReport.render(report))
        }
    }

    /// What the reader put there stays, whatever its name is.
    @Test func onlyTablesOfAnEarlierReportAreTakenAway() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        var report = try Gallery().report()
        try ReportWriter(report).write(to: folder)
        let own = folder.appending(path: "tables/mine.csv")
        try Data("mine".utf8).write(to: own)
        let earlier = folder.appending(path: "tables/ladder.csv")
        #expect(FileManager.default.fileExists(atPath: earlier.path))
        report.run.sections[0].parts.removeFirst()
        try ReportWriter(report).write(to: folder)
        #expect(!FileManager.default.fileExists(atPath: earlier.path))
        #expect(FileManager.default.fileExists(atPath: own.path))
    }

    @Test(arguments: [
        (#"{"files":["tables/a.csv"]}"#, ["tables/a.csv"], "ours"),
        (
            #"{"files":["../a.csv","tables/../a.csv","tables/A.csv","a.csv","tables/a.txt"]}"#, [],
            "not below tables"
        ),
        (#"{"files":"tables/a.csv"}"#, [], "not ours"), ("{", [], "no JSON"),
    ])
    func namesOfAnEarlierSummary(text: String, expected: [String], reason: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "summary.json"))
        #expect(EarlierTables.names(in: folder) == Set(expected), "\(reason)")
    }

    @Test func aFolderThatIsAFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let report = try Report(runs: [1], from: Fixture([]).database)
        #expect(throws: (any Error).self) { try ReportWriter(report).write(to: file) }
    }

    @Test func noRuns() throws {
        let database = try Fixture([]).database
        #expect(throws: ReportError.noRuns) { try Report(runs: [], from: database) }
        #expect(throws: ReportError.noSuchRun(3, known: [1])) {
            try Report(runs: [1, 3], from: database)
        }
    }

    @Test func summary() throws {
        let fixture = try Fixture([
            .init(name: "a.example", sts: "invalid"), .init(name: "b.example", sts: "error"),
        ])
        let data = try SummaryReport.render(Report(runs: [1], from: fixture.database))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let summary = try decoder.decode(Summary.self, from: data)
        let publish = try #require(summary.runs[0].headline.first { $0.key == "publish" })
        #expect(publish == .init(key: "publish", count: 1, total: 1, fraction: 1))
        let records = summary.runs[0].tables?.first { $0.id == "mta-sts-records" }
        #expect(records?.leftOut == [.init(key: "error", count: 1)])
    }

    private struct Summary: Decodable {
        var runs: [Run]
        struct Run: Decodable {
            var runId: Int
            var headline: [Figure]
            var tables: [Table]?
        }
        struct Table: Decodable {
            var id: String
            var leftOut: [Figure]?
        }
        struct Figure: Decodable, Equatable {
            var key: String
            var count: Int
            var total: Int?
            var fraction: Double?
        }
    }
}
