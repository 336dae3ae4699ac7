import ArgumentParser
import Census
import Foundation
import Store

struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Joins databases of several machines into one run.",
        discussion: """
            Takes the newest finished run of each file, keeps each domain and each MX host once, and \
            judges all domains again. The files are not written to; the output is a new one. In what \
            the runs are not alike is said on stderr; runs that did not measure the same are refused. \
            After Ctrl-C or a failure nothing is left.

            Example: sts-census merge part-*.sqlite --output census.sqlite
            """)

    @Argument(
        help: ArgumentHelp(
            "The databases; what stands in several counts as the first has it.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The SQLite file to make.", valueName: "file"))
    var output: String

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run of one of the files, also one that is not finished; repeatable. "
                + "(default: the newest finished)",
            valueName: "file=id"))
    var runs: [String] = []

    @Option(
        help: ArgumentHelp(
            "A name for the run. (default: that of all runs, or the output's file name)",
            valueName: "text"))
    var label: String?

    func validate() throws { _ = try options() }

    func run() async throws {
        let merge = Merge(try options()) { note in
            let line = "sts-census: \(TerminalText.harmless(note))\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
        switch await Interruptible.run({ try await merge.run() }) {
        case .success(let summary): print(summary.text)
        case .failure(let error): throw try Failure.exit(error)
        }
    }

    private func options() throws -> MergeOptions {
        var sources = files.map { MergeOptions.Source(path: $0) }
        for text in runs {
            let end = text.lastIndex(of: "=")
            let path = end.map { String(text[..<$0]) }
            guard let end, let run = Int64(text[text.index(after: end)...]),
                let index = files.firstIndex(where: { $0 == path })
            else {
                throw ValidationError(
                    "--run takes one of the files and the number of its run, such as "
                        + "\(files.first ?? "part.sqlite")=1, not '\(text)'.")
            }
            guard sources[index].run == nil else {
                throw ValidationError("--run is given twice for '\(files[index])'.")
            }
            sources[index].run = run
        }
        return MergeOptions(sources: sources, output: output, label: label)
    }
}

extension MergeSummary {
    /// A sentence.
    fileprivate var text: String {
        func shared(_ count: Int) -> String {
            count > 0 ? " (\(count.grouped) in more than one)" : ""
        }
        return "\(runs.grouped) \(runs == 1 ? "run" : "runs"): \(counts.domains.grouped) domains"
            + shared(counts.sharedDomains) + " and \(counts.hosts.grouped) MX hosts"
            + shared(counts.sharedHosts) + (isFinished ? "" : "; not finished")
    }
}
