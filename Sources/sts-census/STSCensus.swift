import ArgumentParser
// Why: linked, it is the allocator of the whole process, the C libraries included; glibc's costs a
// scan 7 to 10 % more CPU.
import CJemalloc
import Census
import Foundation

@main
struct STSCensus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sts-census",
        abstract: "Measures how securely the world's mail travels.",
        discussion: """
            Walks lists of domains, collects MTA-STS, TLSRPT, DANE and SMTP STS records, policies \
            and the TLS capabilities of MX hosts, keeps all of it in SQLite, and makes reports.

            A first look:     sts-census check example.com
            A scan:           sts-census scan top-1m.csv.zip --database census.sqlite
            Its report:       sts-census report --database census.sqlite --output report
            """,
        version: censusVersion,
        subcommands: [
            ScanCommand.self, CheckCommand.self, LintCommand.self, ReportCommand.self,
            CompareCommand.self,
            EvaluateCommand.self, RunsCommand.self, MergeCommand.self, StageCommand.self,
        ])

    /// ArgumentParser says back what it was given, and would say it as it is.
    static func main() async {
        returnMemorySoon()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            let message = TerminalText.harmless(lines: fullMessage(for: error))
            let stream = status.isSuccess ? FileHandle.standardOutput : .standardError
            if !message.isEmpty { stream.write(Data((message + "\n").utf8)) }
            exit(withError: status)
        }
    }

    /// Tells the allocator to give back within a second what is free, instead of within ten. Why: a
    /// scan's demand goes up and down all the time, so its peak would be a tenth higher.
    private static func returnMemorySoon() {
        var decay = 1000
        for name in ["arenas.dirty_decay_ms", "arena.0.dirty_decay_ms"] {
            mallctl(name, nil, nil, &decay, MemoryLayout.size(ofValue: decay))
        }
    }
}
