import Evaluation
import Foundation
import Testing

@testable import sts_census

/// Docs/Check.md explains what `check --json` prints.
@Suite struct CheckDocumentTests {
    private let example: String
    private let documented: Set<String>

    init() throws {
        let document = try Markdown("Docs/Check.md")
        example = try #require(document.blocks.first { $0.language == "json" }).text
        documented = document.sections.reduce(into: []) { $0.formUnion($1.codeSpans) }
    }

    @Test func exampleIsWhatCheckPrints() throws {
        let reports = try decoded()
        #expect(try DomainReport.json(reports) + "\n" == example)
    }

    @Test func namesEachKey() throws {
        let report = try #require(try decoded().first)
        let certificate = DomainReport.Certificate(
            subject: "", issuer: "", names: [], namesOmitted: 0, key: "", sha256: "", keySha256: "")
        let values: [any Sendable] = [
            report, try #require(report.mxHosts.first), report.adoption, certificate,
            DomainReport.Note(code: "", meaning: "", section: ""),
            DomainReport.TLSA(record: "", usable: true),
            DomainReport.Violation(subject: "", reason: "", section: "", text: ""),
            DomainReport.Step(kind: "", text: "", optional: false),
        ]
        for value in values {
            for label in Mirror(reflecting: value).children.compactMap(\.label) {
                let key = label.replacing(/[A-Z]/) { "_" + $0.0.lowercased() }
                #expect(documented.contains(key), "\(key) is not documented")
            }
        }
    }

    /// Words that no table of the database has.
    @Test func namesEachWord() {
        let words =
            SenderAction.allCases.map(\.rawValue) + AdviceStep.Kind.allCases.map(\.rawValue)
            + BrokenRule.Subject.allCases.map(\.rawValue)
        for word in words { #expect(documented.contains(word), "\(word) is not documented") }
    }

    private func decoded() throws -> [DomainReport] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([DomainReport].self, from: Data(example.utf8))
    }
}
