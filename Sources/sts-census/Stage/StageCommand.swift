import ArgumentParser
import Census
import Foundation
import Observations

struct StageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "One stage of a scan as a filter, JSON Lines in and out.",
        discussion: """
            For whoever joins the stages by other means, such as a cluster engine. Each line of \
            standard input has one answer, in any order, with the line's key; a line that cannot be \
            answered has an error object. Exit status: 0 every line was answered, 1 some with an \
            error.

            Example: echo '{"key": 1, "domain": "example.com"}' | sts-census stage resolve
            """,
        subcommands: [
            ResolveCommand.self, FetchCommand.self, ProbeCommand.self, EvaluateStageCommand.self,
            StoreCommand.self,
        ])
}

/// What the stages that ask the network have in common.
struct StageArguments: ParsableArguments {
    @Option(help: "Lines in flight. (default: 1000, or what the file limit carries)")
    var concurrency: Int?

    @Option(help: "At most so many lines a second.")
    var rate: Double?

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    func validate() throws {
        if let concurrency, concurrency < 1 {
            throw ValidationError("--concurrency takes a whole number from 1, not \(concurrency).")
        }
        if let rate, !(rate > 0) || rate.isInfinite {
            throw ValidationError("--rate takes a number over 0, not \(rate).")
        }
    }

    /// Runs a stage that asks the network.
    ///
    /// - Parameter probes: whether it has business on port 25; without, the anchors are left alone.
    func run(
        _ name: String, probes: Bool = false,
        _ stage: @escaping @Sendable (Examination) -> some Stage
    ) async throws {
        var options = try network.options()
        if !probes { options.probes = false }
        let (rate, asked) = (rate, concurrency)
        try await StageRun.run(name) { [options] output in
            let concurrency = try Examination.concurrency(asked: asked)
            let examination = try await Examination(options)
            let display = ScanDisplay()
            examination.warnings.forEach(display.show)
            let watch = Task { await examination.watchExclusions(display.show) }
            defer { watch.cancel() }
            try await stage(examination).run(
                LineFilter(concurrency: concurrency, rate: rate), output)
        }
    }
}

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Domains to MX and TXT records.",
        discussion: """
            Example: echo '{"key": 1, "domain": "example.com"}' | sts-census stage resolve
            """)

    @OptionGroup var arguments: StageArguments

    func run() async throws {
        try await arguments.run("resolve") { ResolveStage(examination: $0) }
    }
}

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Policy domains to policies.",
        discussion: """
            Example: echo '{"key": 1, "domain": "example.com"}' | sts-census stage fetch
            """)

    @OptionGroup var arguments: StageArguments

    func run() async throws {
        try await arguments.run("fetch") { FetchStage(examination: $0) }
    }
}

struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "MX hosts to addresses, TLSA records and connections.",
        discussion: """
            Example: echo '{"key": 1, "mx_host": "mx.example.com"}' | sts-census stage probe
            """)

    @OptionGroup var arguments: StageArguments

    func run() async throws {
        try await arguments.run("probe", probes: true) { ProbeStage(examination: $0) }
    }
}

struct EvaluateStageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "What the other stages found out, joined, to results.",
        discussion: """
            Nothing is asked of the network.

            Example: sts-census stage evaluate < joined.jsonl > results.jsonl
            """)

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "Trusted CA certificates, PEM. (default: the system's)", valueName: "file"))
    var caFile: String?

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "The moment at which certificates are judged, in UTC, such as 2026-11-23T08:15:00Z. "
                + "(default: now)",
            valueName: "time"))
    var moment: String?

    func validate() throws { _ = try time() }

    func run() async throws {
        let (caFile, time) = (caFile, try time())
        try await StageRun.run("evaluate") { output in
            let stage = EvaluateStage(judge: try JoinedJudge(caFile: caFile, at: time))
            // So many that no core waits for a line that is being written.
            let concurrency = 2 * ProcessInfo.processInfo.activeProcessorCount
            try await stage.run(LineFilter(concurrency: concurrency), output)
        }
    }

    private func time() throws -> Timestamp { try moment.map(Moment.read) ?? .now() }
}

/// A moment that `--at` names.
enum Moment {
    static func read(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(iso8601: text) else {
            throw ValidationError("--at takes a time such as 2026-11-23T08:15:00Z, not '\(text)'.")
        }
        return time
    }
}
