import ArgumentParser
import Census
import Foundation

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "What the other stages found out, joined, to a run in a database.",
        discussion: """
            Reads what 'stage evaluate' reads, and makes a new run of it, which is judged at the end \
            as 'evaluate' judges. After Ctrl-C or a failure there is no run. Nothing is asked of the \
            network.

            Example: sts-census stage store --at 2026-11-23T08:15:00Z < joined.jsonl > stored.jsonl
            """)

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "When the stages began, in UTC, such as 2026-11-23T08:15:00Z: the run's beginning, at "
                + "which certificates are judged.",
            valueName: "time"))
    var moment: String

    @Option(help: ArgumentHelp("A name for the run.", valueName: "text"))
    var label = "stdin"

    @Option(help: ArgumentHelp("What the domains were taken from.", valueName: "text"))
    var list = "stdin"

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "Trusted CA certificates, PEM. (default: the system's)", valueName: "file"))
    var caFile: String?

    /// So many that reading them keeps the processors busy while others are written.
    private static let concurrency = 32

    func validate() throws { _ = try Moment.read(moment) }

    func run() async throws {
        let options = JoinedRunOptions(
            databasePath: databasePath, label: label, list: list,
            startedAt: try Moment.read(moment), caFile: caFile)
        try await StageRun.run("store") { output in
            let run = try JoinedRun(options) { Self.say("\($0)") }
            do {
                try await StoreStage(run: run)
                    .run(LineFilter(concurrency: Self.concurrency), output)
                let summary = try await run.finish(rejected: output.errors)
                Self.say(
                    "run \(summary.run): \(summary.domains.grouped) domains stored and judged")
            } catch {
                await run.abandon()
                throw error
            }
        }
    }

    private static func say(_ text: String) {
        let line = "sts-census: \(TerminalText.harmless(text))\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
