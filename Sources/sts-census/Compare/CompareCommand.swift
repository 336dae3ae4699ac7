import ArgumentParser
import Census
import Foundation
import Reporting
import Store

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "What changed between two runs, domain by domain and in sum.",
        discussion: """
            Compares the domains that both runs have done and that accept mail in both. What was \
            not measured in one of them is counted apart.

            Example: sts-census compare 1 2 --database census.sqlite
            """)

    @Argument(
        help: ArgumentHelp(
            "The earlier run and the later one. (default: the two newest finished)",
            valueName: "run"))
    var runs: [Int64] = []

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(
        help: ArgumentHelp(
            "text, json or csv; json and csv name every change.", valueName: "format"))
    var format = ComparisonFormat.text

    func validate() throws {
        guard [0, 2].contains(runs.count) else {
            throw ValidationError("compare takes two runs, the earlier one first, or none")
        }
        guard runs.count < 2 || runs[0] != runs[1] else {
            throw ValidationError("run \(runs[0]) is the same as itself; name two runs")
        }
    }

    func run() throws {
        do {
            try CensusDatabase.upgrade(at: databasePath)
            let database = try CensusDatabase(reading: databasePath)
            let (before, after) = try pair(database)
            let page = format.page()
            let comparison = try Comparison(before: before, after: after, from: database.pool) {
                page.add($0)
            }
            page.end(comparison)
        } catch let error as ReportError {
            throw try Failure.exit(OptionFault("\(error)"))
        } catch {
            throw try Failure.exit(DatabaseFault(error, path: databasePath))
        }
    }

    private func pair(_ database: CensusDatabase) throws -> (Int64, Int64) {
        if runs.count == 2 { return (runs[0], runs[1]) }
        let finished = try database.runs().filter { $0.state == .finished }.suffix(2)
        guard finished.count == 2, let before = finished.first, let after = finished.last else {
            throw OptionFault(
                "'\(databasePath)' has fewer than two finished runs; 'sts-census runs' lists them")
        }
        return (before.id, after.id)
    }
}
