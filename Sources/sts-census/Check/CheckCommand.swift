import ArgumentParser
import Census
import DomainLists
import Evaluation
import Foundation
import MailStandards

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Examines a few domains now, and explains each finding.",
        discussion: "Example: sts-census check example.com example.org")

    @Argument(help: ArgumentHelp("Domains; U-labels are taken too.", valueName: "domain"))
    var domains: [String]

    @Flag(help: "JSON instead of text: an array with an object for each domain.")
    var json = false

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    func validate() throws { _ = try names() }

    func run() async throws {
        let names = try names()
        let options = try network.options()
        let (json, display) = (json, ScanDisplay())
        let style = OutputStyle.standardOutput(ProcessInfo.processInfo.environment)
        let outcome = await Interruptible.run {
            let examination = try await Examination(options)
            examination.warnings.forEach(display.show)
            var reports: [DomainReport] = []
            var isFirst = true
            try await examination.examine(names) { name, examined in
                guard let examined else {
                    throw OptionFault("'\(name)' is excluded by --exclude")
                }
                if json {
                    reports.append(DomainReport(examined))
                } else {
                    if !isFirst { print() }
                    isFirst = false
                    print(Explanation.text(examined, style), terminator: "")
                }
            }
            if json { print(TerminalText.harmless(json: try DomainReport.json(reports))) }
        }
        if case .failure(let error) = outcome { throw try Failure.exit(error) }
    }

    private func names() throws -> [DomainName] {
        try domains.map { text in
            do {
                return try ListedName.parse(text)
            } catch {
                throw ValidationError("'\(text)' is no domain name: \(error).")
            }
        }
    }
}
