import GRDB
import Testing

@testable import Reporting

/// What is broken, counted by hand.
@Suite struct FaultTests {
    private static func broken(
        _ name: String, mode: String = "enforce", match: Int = 1, _ codes: String...
    ) -> Fixture.Domain {
        var domain = Fixture.Domain.adopter(name, mode, [.init(name: "mx.\(name)", match: match)])
        domain.findings = codes.map { ($0, nil) }
        return domain
    }

    private static let domains: [Fixture.Domain] = [
        broken("good.example"), broken("testing.example", mode: "testing"),
        .init(name: "record.example", sts: "multiple", findings: [("record-multiple", nil)]),
        .init(
            name: "tls.example", sts: "valid", fetch: "tls",
            findings: [("policy-fetch-tls", nil), ("policy-host-expired", nil)]),
        .init(
            name: "http.example", sts: "valid", fetch: "redirect",
            findings: [("policy-fetch-http", nil)]),
        .init(
            name: "syntax.example", sts: "valid", fetch: "ok", syntax: "invalid",
            findings: [("policy-missing-mode", nil)]),
        broken(
            "typo.example", mode: "testing", match: 0, "policy-mismatch-complete",
            "policy-mismatch-typo"),
        broken("lost.example", match: 0, "policy-mismatch-complete", "policy-matches-no-mx"),
        // Nobody answered, but the patterns lose the mail whoever answers.
        .init(
            name: "silent.example", sts: "valid", fetch: "ok", syntax: "valid", mode: "enforce",
            starttls: "unknown", findings: [("policy-matches-no-mx", nil)]),
        broken("certificate.example", "policy-certificates-complete"),
        .init(name: "excluded.example", sts: "valid", fetch: "excluded"),
        .init(name: "absent.example"), .init(name: "failed.example", sts: "error"),
    ]

    private func table(_ id: String, _ domains: [Fixture.Domain] = domains) throws -> AdoptionTable
    {
        let report = try Report(runs: [1], from: Fixture(domains).database)
        return try #require(
            report.run.sections.flatMap(\.tables).first { $0.id == id })
    }

    private func figures(_ table: AdoptionTable) -> [String] {
        table.rows.filter { $0.share.count > 0 }
            .map { "\($0.key) \($0.share.count)/\($0.share.total)" }
    }

    @Test func byClass() throws {
        #expect(
            figures(try table("faults")) == [
                "faulty 8/10", "record 1/10", "retrieval 3/10", "tls 1/10", "http 1/10",
                "syntax 1/10", "patterns 2/6", "certificates 1/5", "loses_mail 2/10",
            ])
        #expect(figures(try table("faults-parts")) == ["retrieval 3/8", "loses_mail 2/8"])
    }

    @Test func published() throws {
        let table = try table("faults")
        #expect(table.rows[0].published == [.init("29.6%", .imc2025)])
        let section = try #require(
            Report(runs: [1], from: Fixture([]).database).run.sections
                .first { $0.id == "broken" })
        #expect(section.paragraphs.contains { $0.contains("68,030") })
    }

    @Test func byReason() throws {
        #expect(figures(try table("record-faults")) == ["record-multiple 1/1"])
        #expect(figures(try table("policy-host-faults")) == ["policy-host-expired 1/1"])
        #expect(figures(try table("policy-faults")) == ["policy-missing-mode 1/1"])
        #expect(
            figures(try table("pattern-faults")) == [
                "policy-mismatch-complete 2/2", "policy-mismatch-typo 1/2",
            ])
    }

    /// By the word of the finding's evidence, a domain once.
    @Test func byCertificate() throws {
        var domain = Self.broken("a.example")
        domain.findings = [
            ("policy-certificate-fault", "mx1.example"),
            ("policy-certificate-fault", "mx2.example"),
        ]
        domain.detail = "expired"
        let table = try table("certificate-faults", [domain])
        #expect(figures(table) == ["expired 1/1"])
        #expect(table.rows[0].label == "Expired")
    }

    @Test func everyCodeIsOne() throws {
        let words =
            FaultWords.record + FaultWords.policyHost + FaultWords.policy
            + FaultWords.patterns
        #expect(Set(words.map(\.word)).count == words.count)
    }
}
