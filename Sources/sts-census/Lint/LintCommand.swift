import ArgumentParser
import Census
import Foundation
import MailStandards

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Reads records and policies, and says what is wrong with them.",
        discussion: """
            Example: sts-census lint --kind sts-policy mta-sts.txt
                     sts-census lint --kind sts-record - < records.txt
                     sts-census lint --jsonl < questions.jsonl

            A line of questions.jsonl: {"kind": "sts-record", "input": "v=STSv1; id=1"}

            In a file of records each line is one TXT record of the set at the name, plain or as \
            quoted strings; a policy and a TLSA record are the whole file. Nothing is asked of the \
            network. Exit status: 0 valid, 1 not valid or not readable.
            """)

    @Option(help: ArgumentHelp("What it is; mx-match is only for --jsonl.", valueName: "kind"))
    var kind: LintKind?

    @Flag(help: "One JSON object instead of text.")
    var json = false

    @Flag(help: "Reads JSON Lines from standard input, and answers each with a JSON object.")
    var jsonl = false

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
    var file: String?

    func validate() throws {
        if jsonl {
            guard kind == nil, file == nil, !json else {
                throw ValidationError("--jsonl stands alone: each line names its own kind.")
            }
            return
        }
        guard let kind else { throw ValidationError("--kind is missing, or --jsonl.") }
        guard LintKind.ofFiles.contains(kind) else {
            throw ValidationError("--kind \(kind.rawValue) is only for --jsonl.")
        }
        guard file != nil else { throw ValidationError("Missing expected argument '<file>'") }
    }

    func run() throws {
        do {
            if jsonl {
                var stream = LintStream()
                try stream.run(from: .standardInput, to: .standardOutput)
                if stream.hasFaults { throw ExitCode(1) }
            } else if let kind, let file {
                try lint(kind, try LintInput.bytes(file))
            }
        } catch let status as ExitCode {
            throw status
        } catch {
            throw try Failure.exit(error)
        }
    }

    private func lint(_ kind: LintKind, _ bytes: [UInt8]) throws {
        let texts = LintInput.texts(bytes, kind)
        let reading = LintReading(kind, texts)
        if json {
            print(try reading.answer.json())
        } else {
            let text = LintText(
                kind: kind, texts: texts, reading: reading,
                coloured: OutputStyle.standardOutput(ProcessInfo.processInfo.environment).isColoured
            )
            print(text.lines.joined(separator: "\n"))
        }
        if !reading.answer.valid { throw ExitCode(1) }
    }
}
