import GRDB
import Testing

@testable import Reporting

/// Figures by hand: each list says which domain or MX host is in which row.
@Suite struct ContentTests {
    private func report(_ domains: [Fixture.Domain], _ run: Fixture.Run = .init()) throws
        -> RunReport
    {
        let fixture = try Fixture()
        try fixture.add(run, domains)
        return try Report(runs: [1], from: fixture.database).run
    }

    private func table(
        _ id: String, _ domains: [Fixture.Domain], _ run: Fixture.Run = .init()
    ) throws -> AdoptionTable {
        try #require(report(domains, run).sections.flatMap(\.tables).first { $0.id == id })
    }

    private func cross(_ id: String, _ domains: [Fixture.Domain]) throws -> CrossTable {
        try #require(
            report(domains).sections.flatMap(\.parts).compactMap {
                if case .cross(let table) = $0, table.id == id { table } else { nil }
            }.first)
    }

    /// `key count/total` of the rows that have any, then `key count` of what is left out.
    private func figures(_ table: AdoptionTable) -> [String] {
        table.rows.filter { $0.share.count > 0 }
            .map { "\($0.key) \($0.share.count)/\($0.share.total)" }
            + table.apart.map { "\($0.key) \($0.count)" }
    }

    @Test func plainText() throws {
        let modern = Fixture.Host(name: "mx.example")
        let table = try table(
            "plain-text",
            [
                .init(name: "a.example", verdict: "secure", hosts: [modern]),
                .init(name: "b.example", hosts: [.init(name: "old", certificate: "expired")]),
                .init(name: "c.example", starttls: "some", verdict: "plaintext"),
                .init(name: "d.example", starttls: "none", verdict: "plaintext"),
                .init(name: "e.example", starttls: "unknown", verdict: "unknown"),
                .init(name: "f.example", route: "null-mx", starttls: "unknown"),
            ])
        #expect(
            figures(table) == [
                "plain_everywhere 1/4", "plain_somewhere 2/4", "not_offered 1/4", "encrypted 2/4",
                "authenticated 1/4", "enforced 1/4",
            ])
    }

    @Test func flawedTLS() throws {
        let table = try table(
            "flawed-tls",
            [
                .init(
                    name: "a.example",
                    hosts: [
                        .init(name: "good.example"),
                        .init(
                            name: "plain.example", starttls: "not-offered", version: nil,
                            certificate: nil),
                        .init(
                            name: "fails.example", starttls: "failed", version: nil,
                            certificate: nil),
                        .init(name: "self.example", certificate: "self-signed"),
                        .init(name: "dane.example", certificate: "self-signed", tlsa: "match"),
                        .init(name: "anonymous.example", certificate: nil),
                        .init(name: "old.example", version: "TLSv1"),
                        .closed("shut.example", "refused"),
                    ]), .init(name: "b.example", hosts: [.init(name: "good.example")]),
            ])
        #expect(
            figures(table) == [
                "offered 6/7", "completed 5/7", "valid 2/7", "flawed 4/6", "failed 1/6",
                "not_vouched 2/6", "obsolete 1/6",
            ])
        #expect(table.rows[0].published.map(\.text) == ["82% (IMC 2015)", "76% (Facebook 2014)"])
    }

    @Test func recordsInComAndOrgAndAtTheTop() throws {
        let table = try table(
            "record-elsewhere",
            [
                .init(name: "a.com", sts: "invalid"), .init(name: "b.com"),
                .init(name: "c.com", sts: "error"), .init(name: "d.org"), .init(name: "e.test"),
            ])
        #expect(figures(table) == ["com 1/2", "top 1/4"])
    }

    @Test func whatEachFailureLedTo() throws {
        let table = try cross(
            "consequences",
            [
                .init(name: "a.example", verdict: "plaintext", resultType: "validation-failure"),
                .init(name: "b.example", verdict: "refuse", resultType: "validation-failure"),
                .init(name: "c.example", verdict: "report", resultType: "certificate-expired"),
                .init(name: "d.example"),
                // Refused at the MX lookup: apart, as in the tables before.
                .init(
                    name: "e.example", route: "error", verdict: "refuse",
                    resultType: "dnssec-invalid"),
            ])
        #expect(table.rows.map(\.key) == ["validation-failure", "certificate-expired"])
        // Degraded, report, opportunistic, plaintext, refuse.
        #expect(
            table.rows[0].shares.map(\.fractionText).joined(separator: " ")
                == "0 of 2 0 of 2 0 of 2 1 of 2 1 of 2")
        #expect(table.rows[1].shares[1].fractionText == "1 of 1")
    }

    @Test(arguments: [
        (0, "zero", "valid, and kept by nobody"), (1, "under a day", "a second"),
        (86_399, "under a day", "a second less"), (86_400, "under a week", "a day"),
        (604_800, "under 30 days", "a week"), (2_592_000, "under a year", "30 days"),
        (31_536_000, "a year", "365 days"), (31_557_600, "a year", "the ceiling"),
    ])
    func maxAge(seconds: Int, expected: String, reason: String) throws {
        var domain = Fixture.Domain.adopter("a.example", "enforce", [])
        domain.maxAge = seconds
        let table = try table("policy-max-ages", [domain, .init(name: "b.example")])
        #expect(figures(table) == ["\(expected) 1/1"], "\(reason)")
    }

    @Test func policyHosts() throws {
        func adopter(_ name: String, _ mode: String, _ findings: [(String, String?)] = [])
            -> Fixture.Domain
        {
            var domain = Fixture.Domain.adopter(
                name, mode, [.init(name: "mx.\(name)", match: 1)])
            domain.policyProvider = findings.isEmpty ? "policies.example" : name
            domain.findings = findings
            return domain
        }
        let own = ("policy-self-managed", nil as String?)
        let table = try cross(
            "policy-hosts",
            [
                adopter("a.example", "enforce", [own]), adopter("b.example", "testing", [own]),
                adopter("c.example", "enforce"),
                .init(
                    name: "d.example", sts: "valid", fetch: "excluded",
                    policyProvider: "policies.example"),
                .init(
                    name: "e.example", sts: "valid", fetch: "tls",
                    policyProvider: "policies.example", starttls: "unknown"),
                .init(name: "f.example"),
            ])
        let figures = table.rows.map { row in
            "\(row.label) \(row.size): "
                + row.shares.map { "\($0.count)/\($0.total)" }.joined(separator: " ")
        }
        // Valid, enforced, in effect, TLSRPT.
        #expect(
            figures == ["policies.example 2: 1/2 1/2 1/1 0/2", "Self-managed 2: 2/2 1/2 1/2 0/2"])
    }

    @Test func receiversOfReports() throws {
        func domain(_ name: String, _ record: String) -> Fixture.Domain {
            .init(name: name, tlsrpt: "valid", tlsrptText: record)
        }
        let domains = [
            domain("a.example", "v=TLSRPTv1; rua=mailto:tls@A.example"),
            domain("b.example", "v=TLSRPTv1;rua=mailto:x@in.b.example, https://r.test:8443/v1;x=y"),
            domain("c.example", "v=TLSRPTv1; rua=https://r.test/q?a=b,mailto:c@r.test?subject=x"),
            domain("d.example", "v=TLSRPTv1; rua=ftp://r.test,mailto:b@notb.example"),
            .init(name: "e.example", tlsrpt: "invalid", tlsrptText: "v=TLSRPTv1; rua=mailto:q@z"),
        ]
        #expect(
            figures(try table("tlsrpt-receivers", domains)) == [
                "own domain 2/4", "r.test 2/4", "notb.example 1/4",
            ])
        #expect(
            figures(try table("tlsrpt-schemes", domains)) == ["mailto 4/4", "https 2/4"])
    }

    @Test func daneByHostAndByDomain() throws {
        let bad = Fixture.Host(name: "bad.example", tlsa: "mismatch")
        let good = Fixture.Host(name: "good.example", tlsa: "match")
        let table = try table(
            "dane-mismatches",
            [
                .init(name: "a.example", dane: "invalid", hosts: [bad]),
                .init(name: "b.example", dane: "partial", hosts: [bad, good]),
                .init(name: "c.example", dane: "valid", hosts: [good]),
                .init(name: "d.example", dane: "valid", hosts: [good]),
                .init(
                    name: "e.example", dane: "unusable",
                    hosts: [.init(name: "x.example", tlsa: "unusable")]),
            ])
        #expect(
            figures(table) == [
                "hosts_invalid 1/2", "domains_invalid 1/4", "domains_partial 1/4",
            ])
    }

    @Test func whatMXHostsShow() throws {
        let shared = Fixture.Host(
            name: "mx.example", shown: .init(issuer: "CN=One", key: "RSA 2048"))
        let domains: [Fixture.Domain] = [
            .init(name: "a.example", hosts: [shared]), .init(name: "b.example", hosts: [shared]),
            .init(
                name: "c.example",
                hosts: [
                    .init(
                        name: "mx2.example", version: "TLSv1.2", cipher: "AES128-SHA",
                        shown: .init(issuer: nil, key: "ECDSA P-256", notAfter: nil))
                ]),
        ]
        #expect(figures(try table("certificate-issuers", domains)) == ["CN=One 1/2", "none 1/2"])
        #expect(
            figures(try table("certificate-keys", domains)) == ["ECDSA P-256 1/2", "RSA 2048 1/2"])
        #expect(
            figures(try table("certificate-signatures", domains)) == [
                "sha256WithRSAEncryption 2/2"
            ])
        #expect(figures(try table("tls-groups", domains)) == ["x25519 2/2"])
        #expect(
            figures(try table("tls-ciphers", domains)) == [
                "AES128-SHA 1/2", "TLS_AES_256_GCM_SHA384 1/2",
            ])
        // 61 days after the run began.
        #expect(figures(try table("certificate-expiry", domains)) == ["under 90 1/1", "null 1"])
    }

    @Test(arguments: [
        ("2026-11-23T05:59:59Z", "expired", "a second before the run"),
        ("2026-11-23T06:00:00Z", "under 7", "the run's beginning"),
        ("2026-11-30T05:00:00Z", "under 7", "an hour under 7 days"),
        ("2026-11-30T07:00:00Z", "under 30", "an hour over 7 days"),
        ("2026-12-23T07:00:00Z", "under 90", "over 30 days"),
        ("2027-02-21T07:00:00Z", "under 398", "over 90 days"),
        ("2036-01-01T00:00:00Z", "later", "ten years"),
    ])
    func daysToExpiry(end: String, expected: String, reason: String) throws {
        let host = Fixture.Host(name: "mx.example", shown: .init(notAfter: end))
        let table = try table("certificate-expiry", [.init(name: "a.example", hosts: [host])])
        #expect(figures(table) == ["\(expected) 1/1"], "\(reason)")
    }

    @Test func generations() throws {
        let domains: [Fixture.Domain] = [
            .adopter("a.example", "enforce", []),
            .init(name: "b.example", draft: "valid", draftMode: "enforce"),
            .init(
                name: "c.example", draft: "valid", draftMode: "report",
                findings: [("generation-2016-04", nil)]),
            .init(name: "d.example", draft: nil),
            .init(
                name: "e.example", sts: "valid", fetch: "ok", syntax: "invalid",
                findings: [("generation-2017-08", nil)]),
        ]
        let table = try table("by-generation", domains)
        #expect(
            figures(table) == [
                "rfc_8461 2/5", "march_2016 1/4", "april_2016 1/4", "august_2017 1/2",
            ])
        let july = try #require(table.rows.first { $0.key == "july_2016" })
        #expect(july.share.percent == "–", "not asked for, so not absent")
        #expect(
            figures(try self.table("ladder-smtp-sts", domains)) == [
                "draft_published 2/4", "draft_valid 2/4", "draft_in_effect 1/4",
            ])
    }

    /// Answered lookups of a name that only drafts used are a denominator where they were made.
    @Test func generationsOfARunWithLegacyNames() throws {
        let fixture = try Fixture()
        try fixture.add(
            .init(options: #"{"legacy_names":true}"#),
            [
                .init(name: "a.example", findings: [("generation-2016-07", nil)]),
                .init(name: "b.example"), .init(name: "c.example"),
            ])
        try fixture.database.write { db in
            for (name, answer) in [("a", "records"), ("b", "no-name"), ("c", "servfail")] {
                try db.execute(
                    sql: """
                        INSERT INTO lookup (run_id, name_id, question, answer)
                        VALUES (1, ?, '_mta_sts', ?)
                        """, arguments: [try Fixture.nameID("\(name).example", db), answer])
            }
        }
        let report = try Report(runs: [1], from: fixture.database).run
        let table = try #require(
            report.sections.flatMap(\.tables).first { $0.id == "by-generation" })
        #expect(figures(table).contains("july_2016 1/2"))
    }
}
