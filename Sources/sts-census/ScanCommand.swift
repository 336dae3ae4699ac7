import ArgumentParser
import Census
import Foundation
import Logging

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scans lists of domains into a SQLite database.",
        discussion: """
            A list is plain text, one domain a line, or CSV as Tranco, Umbrella and Majestic \
            publish it; plain, gzip, zip, xz or zstd; '-' is stdin. Ctrl-C ends a scan early and \
            keeps what is done; --resume goes on with it.

            Example: sts-census scan top-1m.csv.zip --limit 10000 --contact you@example.org
            """)

    @Argument(help: ArgumentHelp("Lists of domains, read as one.", valueName: "list"))
    var lists: [String]

    @Option(
        name: .customLong("database"), help: ArgumentHelp("The SQLite file.", valueName: "file"))
    var databasePath = "census.sqlite"

    @Option(
        help: ArgumentHelp("A name for the run. (default: the list's file name)", valueName: "text")
    )
    var label: String?

    @Option(help: "Only the first so many domains.")
    var limit: Int?

    @Option(help: "Domains in flight. (default: adapts, beginning with 1000)")
    var concurrency: Int?

    @Option(help: "At most so many domains a second.")
    var rate: Double?

    @Flag(help: "Go on with the newest unfinished run of the same lists.")
    var resume = false

    @Option(
        name: .customLong("retry-after"),
        help: ArgumentHelp(
            "Try what failed for a passing reason once more, so many seconds later; none: not at "
                + "all.",
            valueName: "seconds|none"))
    var retryAfter = "60"

    @Option(
        name: .customLong("network-patience"),
        help: ArgumentHelp(
            "How long to wait for a network that has gone, before the scan stops.",
            valueName: "seconds"))
    var networkPatience = 300

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    func validate() throws {
        if lists.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("stdin ('-') can be read only once.")
        }
        for (name, value) in [("limit", limit), ("concurrency", concurrency)] {
            if let value, value < 1 {
                throw ValidationError("--\(name) takes a whole number from 1, not \(value).")
            }
        }
        if resume, lists.contains("-") {
            throw ValidationError(
                "--resume needs lists that are files; stdin cannot be read a second time.")
        }
        if retryAfter != "none", Int(retryAfter).map({ (0...86_400).contains($0) }) != true {
            throw ValidationError(
                "--retry-after takes seconds from 0 to 86400, or none, not '\(retryAfter)'.")
        }
        guard networkPatience >= 0 else {
            throw ValidationError("--network-patience takes seconds, not \(networkPatience).")
        }
        if let rate, !(rate > 0) || rate.isInfinite {
            throw ValidationError(
                "--rate takes a number over 0, such as 50 or 0.5, not \(rate); without it, there is "
                    + "no limit.")
        }
    }

    func run() async throws {
        var options = ScanOptions(lists: lists, network: try network.options())
        options.databasePath = databasePath
        options.label = label
        options.limit = limit
        options.concurrency = concurrency
        options.rate = rate
        options.retryAfter = Int(retryAfter).map { .seconds($0) }
        options.resumes = resume
        options.networkPatience = .seconds(networkPatience)
        let display = ScanDisplay()
        let scan = Scan(options) { display.show($0) }
        let outcome = await Interruptible.run { try await scan.run() }
        switch outcome {
        case .success(let summary):
            display.finish(summary, database: databasePath)
            if !summary.isFinished { throw ExitCode(130) }
        case .failure(let error):
            display.clear()
            throw try Failure.exit(error)
        }
    }
}
