import ArgumentParser
import Census
import Evaluation
import Foundation
import Store

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judges a run's stored observations again, with today's rules.",
        discussion: """
            Nothing is asked of the network. The run's judgements are replaced all together, or, \
            after Ctrl-C or a failure, stay as they were. A database of an older version is brought \
            up to date first, with a copy kept; a dry run refuses it.

            Example: sts-census evaluate --database census.sqlite --run 3
            """)

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run, as 'sts-census runs' numbers it; repeatable. (default: the newest finished)",
            valueName: "id"))
    var runs: [Int64] = []

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "Trusted CA certificates, PEM, for a run of a version that kept none. "
                + "(default: the system's)",
            valueName: "file"))
    var caFile: String?

    @Flag(help: "Says what would change, and writes nothing.")
    var dryRun = false

    func run() async throws {
        let (path, ids, caFile, writes) = (databasePath, runs, caFile, !dryRun)
        let outcome = await Interruptible.run {
            // Before the database is opened here, see there.
            let isLive = ScannerLock.isHeld(path: path)
            let database = try Self.open(path, ids, writes: writes, isLive: isLive)
            let chosen = try Self.chosen(ids, in: database, path, isLive: isLive)
            let reevaluation = try Reevaluation(database, caFile: caFile, isLive: isLive) {
                Self.show($0)
            }
            for run in chosen {
                let changes = try await reevaluation.judge(run, writes: writes)
                print(changes.text(of: run.id, written: writes))
            }
        }
        if case .failure(let error) = outcome {
            throw try Failure.exit(
                error is CancellationError ? error : DatabaseFault(error, path: path))
        }
    }

    /// Opens what is there, and makes nothing.
    private static func open(
        _ path: String, _ ids: [Int64], writes: Bool, isLive: Bool
    ) throws -> CensusDatabase {
        if writes { try CensusDatabase.upgrade(at: path) }
        let database = try CensusDatabase(reading: path)
        guard writes else { return database }
        // Looked at first, so that a wrong number changes nothing.
        _ = try chosen(ids, in: database, path, isLive: isLive)
        try CensusDatabase.check(path: path)
        return try CensusDatabase(path: path)
    }

    private static func chosen(
        _ ids: [Int64], in database: CensusDatabase, _ path: String, isLive: Bool
    ) throws -> [Run] {
        let runs = try database.chosen(ids, at: path)
        for run in runs { try Reevaluation.check(run, isLive: isLive) }
        return runs
    }

    private static func show(_ event: ReevaluationEvent) {
        let text =
            switch event {
            case .otherTrust(let run, let caFile):
                "run \(run) kept no CA certificates: certificates are judged by those of "
                    + (caFile.map { "'\($0)'" } ?? "the system")
            case .otherSuffixes(let run, let then, let now):
                "run \(run) told operators by the Public Suffix List '\(then)'; now it is '\(now)'"
            }
        FileHandle.standardError.write(Data("sts-census: \(TerminalText.harmless(text))\n".utf8))
    }
}

extension JudgementChanges {
    /// A sentence, and below it a table of the verdicts that changed.
    fileprivate func text(of run: Int64, written: Bool) -> String {
        let moved = verdicts.values.reduce(0, +)
        let sentence =
            "run \(run): \(domains.grouped) domains judged; \(changed.grouped) rows "
            + (written ? "changed" : "would change") + ", \(moved.grouped) of them in verdict"
        guard moved > 0 else { return sentence }
        let rows = verdicts.map { [$0.before ?? "-", $0.after.rawValue, "\($1.grouped)"] }
        let sorted = rows.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        return sentence + "\n" + Columns.text([["before", "after", "domains"]] + sorted)
    }
}
