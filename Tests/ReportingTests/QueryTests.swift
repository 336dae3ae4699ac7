import GRDB
import Synchronization
import Testing

@testable import Reporting

@Suite struct QueryTests {
    /// What a reader of the report pastes into sqlite3 is what was run.
    @Test func theSQLShownIsTheSQLRun() throws {
        let statements = StatementLog()
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            db.trace { statements.append($0.description) }
        }
        let fixture = try Fixture(Fixture.oneOfEach, configuration: configuration)
        let report = try Report(runs: [1], from: fixture.database)
        let run = Set(statements.all)
        let sections = report.runs[0].sections
        let shown = sections.flatMap(\.tables).map(\.sql) + sections.flatMap(\.lists).map(\.sql)
        #expect(shown.count > 20)
        for sql in shown { #expect(run.contains(sql)) }
    }

    @Test func theSQLShownGivesTheFigures() throws {
        let fixture = try Fixture(Fixture.oneOfEach)
        let report = try Report(runs: [1], from: fixture.database)
        let tables = report.runs[0].sections.flatMap(\.tables)
        let steps =
            ["adoption", "mta-sts-steps", "adoption-mx-hosts"]
            + tables.map(\.id).filter { $0.hasPrefix("ladder-") }
        for table in tables where !steps.contains(table.id) {
            let tally = try fixture.database.read { try Query(table.sql).tally($0) }
            for row in table.rows {
                #expect(tally[row.key, default: 0] == row.share.count, "\(table.id) \(row.key)")
            }
            for row in table.apart { #expect(tally[row.key] == row.count) }
        }
        for table in tables where steps.contains(table.id) {
            let row = try fixture.database.read { try Query(table.sql).rows($0)[0] }
            for step in table.rows { #expect(row[step.key] == step.share.count) }
        }
    }
}

/// The statements that a connection ran, from whichever thread.
private final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    func append(_ statement: String) { statements.withLock { $0.append(statement) } }
    var all: [String] { statements.withLock { $0 } }
}
