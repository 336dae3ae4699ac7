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
        let shown = report.run.sections.flatMap(\.parts).map(\.sql)
        #expect(shown.count > 50)
        for sql in shown { #expect(run.contains(sql)) }
    }

    /// Steps are columns of one row, words and names rows with a count; groups have both.
    @Test func theSQLShownGivesTheFigures() throws {
        let fixture = try Fixture(Fixture.oneOfEach)
        let report = try Report(runs: [1], from: fixture.database)
        let sections = report.run.sections
        let tables = sections.flatMap(\.parts) + sections.flatMap(\.profiles).flatMap(\.tables)
        for table in tables {
            switch table {
            case .shares(let table):
                let rows = try fixture.database.read { try Query(table.sql).rows($0) }
                if rows.count == 1, let step = table.rows.first?.key, rows[0].hasColumn(step) {
                    for step in table.rows { #expect(rows[0][step.key] == step.share.count) }
                } else if rows.first?.hasColumn("grouped_by") != true {
                    expect(table, gives: Self.tally(rows))
                }
            case .cross(let table):
                let rows = try fixture.database.read { try Query(table.sql).rows($0) }
                #expect(rows.count == table.rows.count, "\(table.id)")
                for (row, group) in zip(rows, table.rows) {
                    for (column, share) in zip(table.columns, group.shares) {
                        #expect(row[column.key] == share.count, "\(table.id) \(column.key)")
                    }
                }
            case .list: break
            }
        }
    }

    private func expect(_ table: AdoptionTable, gives tally: [String: Int]) {
        for row in table.rows {
            #expect(tally[row.key, default: 0] == row.share.count, "\(table.id) \(row.key)")
        }
        for row in table.apart { #expect(tally[row.key] == row.count, "\(table.id) \(row.key)") }
    }

    /// Counts by the words that stand before them.
    private static func tally(_ rows: [Row]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in rows {
            let columns = Array(row.columnNames)
            guard let count = columns.firstIndex(where: { ["domains", "mx_hosts"].contains($0) })
            else { continue }
            let words = (0..<count).map { row[$0] as String? ?? "null" }
            counts[words.joined(separator: " "), default: 0] += row[count] as Int
        }
        return counts
    }
}

/// The statements that a connection ran, from whichever thread.
private final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    func append(_ statement: String) { statements.withLock { $0.append(statement) } }
    var all: [String] { statements.withLock { $0 } }
}
