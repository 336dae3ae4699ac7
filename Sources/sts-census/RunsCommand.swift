import ArgumentParser
import Census
import Foundation
import Store

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Lists the runs in a database, with their state.",
        discussion: "Example: sts-census runs --database census.sqlite")

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(help: ArgumentHelp("Removes this run and all its rows.", valueName: "run"))
    var delete: Int64?

    func run() throws {
        do {
            if let delete {
                try remove(delete)
            } else {
                try list()
            }
        } catch {
            throw try Failure.exit(DatabaseFault(error, path: databasePath))
        }
    }

    private func list() throws {
        let isLive = ScannerLock.isHeld(path: databasePath)
        try CensusDatabase.upgrade(at: databasePath)
        let runs = try CensusDatabase(reading: databasePath).runs()
        let rows = runs.map { run in
            [
                "\(run.id)", run.state(isLive: isLive).rawValue, run.startedAt,
                run.finishedAt ?? "-",
                "\(run.domains.grouped) of \(run.domainsTotal?.grouped ?? "?")", run.label,
            ]
        }
        print(Columns.text([["run", "state", "started", "finished", "domains", "label"]] + rows))
    }

    private func remove(_ run: Int64) throws {
        // Looked at first, so that a wrong number or file changes nothing.
        let isLive = ScannerLock.isHeld(path: databasePath)
        try CensusDatabase.upgrade(at: databasePath)
        let found = try CensusDatabase(reading: databasePath).runs().first { $0.id == run }
        if found?.state(isLive: isLive) == .running {
            throw OptionFault("run \(run) is still running; Ctrl-C ends it")
        }
        guard found != nil, try CensusDatabase(path: databasePath).deleteRun(run) else {
            throw OptionFault("there is no run \(run); 'sts-census runs' lists them")
        }
        print("run \(run) removed")
    }
}

/// A table for the terminal.
enum Columns {
    /// Left-aligned columns, two blanks between them; what is in them is made harmless.
    static func text(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map { TerminalText.harmless($0) } }
        let widths = rows.reduce(into: [Int]()) { widths, row in
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return
            rows
            .map { row in
                zip(row, widths)
                    .map { $0 + String(repeating: " ", count: $1 - $0.count) }
                    .joined(separator: "  ")
                    .trimmingCharacters(in: .whitespaces)
            }
            .joined(separator: "\n")
    }
}
