import Testing

@testable import Reporting

@Suite struct TLSSurveyTableTests {
    /// Of three hosts one serves two domains; of one, two outcomes are not known.
    private static let domains: [Fixture.Domain] = {
        let modern = Fixture.Host(
            name: "modern.example",
            survey: [
                "TLSv1": "refused", "TLSv1.1": "refused", "TLSv1.2": "accepted",
                "TLSv1.3": "accepted",
            ])
        let old = Fixture.Host(
            name: "old.example",
            survey: [
                "TLSv1": "accepted", "TLSv1.1": "accepted", "TLSv1.2": "accepted",
                "TLSv1.3": "refused",
            ])
        let busy = Fixture.Host(
            name: "busy.example",
            survey: [
                "TLSv1": "refused", "TLSv1.1": "unknown", "TLSv1.2": "unknown",
                "TLSv1.3": "accepted",
            ])
        return [
            .init(name: "a.example", hosts: [modern]),
            .init(name: "b.example", hosts: [modern, old, busy, .init(name: "unasked.example")]),
        ]
    }()

    private func report(_ domains: [Fixture.Domain]) throws -> Report {
        try Report(runs: [1], from: Fixture(domains).database)
    }

    private func table(_ report: Report) -> AdoptionTable? {
        report.run.sections.first { $0.id == "starttls" }?.tables
            .first { $0.id == "tls-versions-accepted" }
    }

    @Test func anUnknownOutcomeIsInNoDenominator() throws {
        let table = try #require(table(try report(Self.domains)))
        let rows = table.rows.map { "\($0.key) \($0.share.count)/\($0.share.total)" }
        #expect(rows == ["TLSv1.3 2/3", "TLSv1.2 2/2", "TLSv1.1 1/2", "TLSv1 1/3"])
        let apart = table.apart.map { "\($0.key) \($0.count)" }
        #expect(apart == ["TLSv1.2 unknown 1", "TLSv1.1 unknown 1"])
        #expect(!table.isEmpty)
    }

    @Test func aSurveyWithoutOutcomeIsNotMeasured() throws {
        let host = Fixture.Host(name: "mx.example", survey: ["TLSv1": "unknown"])
        let table = try #require(table(try report([.init(name: "a.example", hosts: [host])])))
        #expect(table.isEmpty)
        #expect(table.apart.map(\.count) == [1])
    }

    @Test func aRunWithoutSurveyHasNoSuchTable() throws {
        let report = try report([.init(name: "a.example", hosts: [.init(name: "mx.example")])])
        #expect(table(report) == nil)
        #expect(!MarkdownReport.render(report).contains("TLS versions accepted"))
    }

    @Test func everyFormHasIt() throws {
        let report = try report(Self.domains)
        let markdown = MarkdownReport.render(report)
        #expect(markdown.contains("### TLS versions accepted"))
        #expect(
            markdown.contains(
                """
                | TLS 1.1: deprecated (RFC 8996) | 1 | 50.0% | 2 MX hosts surveyed, with a known \
                outcome for that version |
                """))
        #expect(markdown.contains("| TLS 1.1, not known: "))
        #expect(HTMLReport.render(report).contains(#"id="tls-versions-accepted""#))
        let json = String(decoding: try SummaryReport.render(report), as: UTF8.self)
        #expect(json.contains(#""id" : "tls-versions-accepted""#))
    }
}
