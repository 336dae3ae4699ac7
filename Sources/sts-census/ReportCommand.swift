import ArgumentParser
import Census
import Foundation
import Reporting
import Store

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes HTML and Markdown adoption reports from a database.",
        discussion: "Example: sts-census report --database census.sqlite --output report")

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run, as 'sts-census runs' numbers it; repeatable: the newest in full, and what changed "
                + "since the others. (default: the newest finished)",
            valueName: "id"))
    var runs: [Int64] = []

    @Option(
        name: .customLong("output"), help: ArgumentHelp("The report's folder.", valueName: "dir"))
    var directory = "census-report"

    @Flag(
        name: .customLong("sample"),
        help: "The list is a random sample: shares of domains have 95 % intervals.")
    var isSample = false

    func run() throws {
        do {
            try CensusDatabase.upgrade(at: databasePath)
            let database = try CensusDatabase(reading: databasePath)
            let ids = try runs.isEmpty ? [database.newestFinished(at: databasePath).id] : runs
            let report = try Report(runs: ids, from: database.pool, isSample: isSample)
            let files = try write(report)
            for line in report.run.headline.lines { print(line) }
            for file in files { print(TerminalText.harmless(file.relativePath)) }
        } catch {
            throw try Failure.exit(DatabaseFault(error, path: databasePath))
        }
    }

    private func write(_ report: Report) throws -> [URL] {
        do {
            return try ReportWriter(report).write(to: URL(fileURLWithPath: directory))
        } catch let error as CocoaError {
            let cause = error.underlying as? POSIXError
            let reason = cause.map { String(cString: strerror($0.code.rawValue)) }
            throw OptionFault(
                "--output: the folder '\(directory)' cannot be written "
                    + "(\(reason ?? error.localizedDescription)); name another")
        }
    }
}
