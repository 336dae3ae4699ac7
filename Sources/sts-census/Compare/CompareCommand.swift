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
            "The earlier run and the later one; one alone is compared with the newest finished. "
                + "(default: the two newest finished)",
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
        guard runs.count <= 2 else {
            throw ValidationError(
                "compare takes two runs, the earlier one first, or one, or none; not \(runs.count)")
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
            let page = try format.page()
            let comparison = try Comparison(before: before, after: after, from: database.pool) {
                try page.add($0)
            }
            try page.end(comparison)
        } catch let status as ExitCode {
            throw status
        } catch let error as ReportError {
            throw try Failure.exit(OptionFault("\(error)"))
        } catch {
            throw try Failure.exit(DatabaseFault(error, path: databasePath))
        }
    }

    /// The earlier run and the later one.
    private func pair(_ database: CensusDatabase) throws -> (Int64, Int64) {
        if runs.count == 2 { return (runs[0], runs[1]) }
        let finished = try database.runs().filter { $0.state == .finished }.map(\.id)
        guard let run = runs.first else {
            guard finished.count > 1 else {
                throw OptionFault(
                    "'\(databasePath)' has fewer than two finished runs; 'sts-census runs' lists them"
                )
            }
            return (finished[finished.count - 2], finished[finished.count - 1])
        }
        guard let newest = finished.last else {
            throw OptionFault(
                "'\(databasePath)' has no finished run to compare run \(run) with; 'sts-census runs' "
                    + "lists them")
        }
        guard run != newest else {
            throw OptionFault(
                "run \(run) is itself the newest finished one in '\(databasePath)'; name two runs, the "
                    + "earlier one first")
        }
        return (min(run, newest), max(run, newest))
    }
}
