import Foundation
import MailStandards
import Testing

@testable import DomainLists

@Suite struct DatasetTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Datasets")

    private func text(of file: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
    }

    @Test(arguments: ["mail-domains.csv", "providers.csv", "anchors.txt", "exclusions.txt"])
    func everyLineIsADomainAndNoneComesTwice(_ file: String) throws {
        let reading = Reading(Self.folder.appendingPathComponent(file).path)
        #expect(reading.isWhole)
        #expect(Set(reading.names).count == reading.names.count)
        #expect(reading.ranks == Array(1..<(reading.names.count + 1)))
        #expect(
            try text(of: "README.md").contains("| `\(file)` | \(reading.names.count) |"),
            "the README's table says how many rows")
    }

    @Test func theListIsOfSomeHundredDomains() {
        let reading = Reading(Self.folder.appendingPathComponent("mail-domains.csv").path)
        #expect((300...500).contains(reading.names.count))
    }

    @Test func everyProviderHasAName() throws {
        for line in try text(of: "providers.csv").split(separator: "\n") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(fields.count == 2 && fields.allSatisfy { !$0.isEmpty }, "\(line)")
        }
    }

    @Test func theTemplateExcludesNothingYet() throws {
        let list = try ExclusionList(
            path: Self.folder.appendingPathComponent("exclusions.txt").path)
        #expect(list.names.isEmpty && list.networks.isEmpty)
    }

    /// What the template shows is understood once its `# ` is taken away.
    @Test func theTemplatesExamplesAreRight() throws {
        let lines = try text(of: "exclusions.txt").split(separator: "\n").map { $0.dropFirst(2) }
        let examples = lines.filter { !$0.isEmpty && !$0.contains(" ") }
        try withTemporaryFolder { folder in
            let list = try ExclusionList(path: folder.write(examples.joined(separator: "\n")))
            #expect(list.names.count == 2 && list.networks.count == 3)
        }
    }
}
