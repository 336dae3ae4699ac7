import GRDB
import Testing

@testable import Reporting

@Suite struct AdoptionTablesTests {
    private func tables(_ domains: [Fixture.Domain]) throws -> [String: AdoptionTable] {
        let report = try Report(runs: [1], from: Fixture(domains).database)
        let tables = report.run.sections.flatMap(\.tables)
        return Dictionary(uniqueKeysWithValues: tables.map { ($0.id, $0) })
    }

    /// `count/total` of a row, or `count` of a row left out.
    private func figure(_ table: AdoptionTable?, _ key: String) -> String? {
        if let row = table?.rows.first(where: { $0.key == key }) {
            return "\(row.share.count)/\(row.share.total)"
        }
        return table?.apart.first { $0.key == key }.map { "\($0.count)" }
    }

    @Test func inEffectNeedsAHostThatPasses() throws {
        let tables = try tables([
            .adopter("all.example", "enforce", [.init(name: "mx.all.example", match: 1)]),
            .adopter(
                "some.example", "enforce",
                [
                    .init(name: "a.some.example", match: 1),
                    .init(name: "b.some.example", certificate: "expired", match: 1),
                ]),
            .adopter("none.example", "enforce", [.init(name: "mx.none.example", match: 0)]),
            .adopter(
                "plain.example", "enforce",
                [
                    .init(
                        name: "mx.plain.example", starttls: "not-offered", certificate: nil,
                        match: 1)
                ]),
            .adopter("testing.example", "testing", [.init(name: "mx.testing.example", match: 1)]),
            .adopter(
                "silent.example", "enforce", starttls: "unknown",
                [.closed("mx.silent.example", "timeout")]),
            .init(name: "absent.example"),
        ])
        #expect(figure(tables["adoption"], "sts_in_effect") == "2/6")
        #expect(figure(tables["adoption"], "enforce") == "5/7")
        let outcomes = tables["policy-outcomes"]
        #expect(figure(outcomes, "enforce all") == "1/5")
        #expect(figure(outcomes, "enforce some") == "1/5")
        #expect(figure(outcomes, "enforce none") == "2/5")
        #expect(figure(outcomes, "testing all") == "1/5")
        #expect(figure(outcomes, "enforce unknown") == "1")
    }

    @Test func modesAreOfValidPolicies() throws {
        let tables = try tables([
            .adopter("a.example", "enforce", []), .adopter("b.example", "testing", []),
            .adopter("c.example", "testing", []), .adopter("d.example", "none", []),
            .init(name: "e.example", sts: "valid", fetch: "ok", syntax: "invalid"),
            .init(name: "f.example"),
        ])
        #expect(figure(tables["policy-modes"], "enforce") == "1/4")
        #expect(figure(tables["policy-modes"], "testing") == "2/4")
        #expect(figure(tables["policy-modes"], "none") == "1/4")
        #expect(figure(tables["policy-fetches"], "ok valid") == "4/5")
        #expect(figure(tables["policy-fetches"], "ok invalid") == "1/5")
    }

    @Test func verdictsAreOfDomainsThatAnswered() throws {
        let tables = try tables([
            .init(name: "a.example", verdict: "secure"),
            .init(name: "b.example", verdict: "plaintext", resultType: "starttls-not-supported"),
            .init(name: "c.example", starttls: "unknown", verdict: "unknown"),
            .init(name: "d.example", route: "null-mx", starttls: "unknown", verdict: "no-mail"),
            .init(
                name: "e.example", route: "error", starttls: "unknown", verdict: "refuse",
                resultType: "dnssec-invalid"),
            .init(name: "f.example", route: "error", starttls: "unknown", verdict: "unknown"),
        ])
        let verdicts = tables["verdicts"]
        #expect(figure(verdicts, "secure") == "1/2")
        #expect(figure(verdicts, "plaintext") == "1/2")
        #expect(figure(verdicts, "refuse") == "0/2")
        #expect(figure(verdicts, "unknown") == "2")
        #expect(figure(verdicts, "no-mail") == "1")
        #expect(figure(verdicts, "mx-bogus") == "1")
        #expect(figure(tables["failures"], "starttls-not-supported") == "1/1")
        #expect(figure(tables["failures"], "mx-bogus") == "1")
    }

    @Test func anMXHostCountsOnce() throws {
        let shared = Fixture.Host(name: "mx.shared.example", tlsa: "match")
        let tables = try tables([
            .init(name: "a.example", hosts: [shared]), .init(name: "b.example", hosts: [shared]),
            .init(
                name: "c.example",
                hosts: [
                    .init(name: "old.example", version: "TLSv1", certificate: "expired"),
                    .init(
                        name: "plain.example", starttls: "not-offered", version: nil,
                        certificate: nil),
                    .init(name: "anonymous.example", certificate: nil),
                    .closed("busy.example", "busy", tlsa: "error"),
                    .closed("shut.example", "refused"),
                ]),
        ])
        let hosts = tables["adoption-mx-hosts"]
        #expect(figure(hosts, "starttls") == "3/4")
        #expect(figure(hosts, "valid") == "1/2")
        #expect(figure(hosts, "tlsa") == "1/5")
        #expect(figure(tables["starttls-mx-hosts"], "not-offered") == "1/4")
        #expect(figure(tables["tls-versions"], "TLSv1.3") == "2/3")
        #expect(figure(tables["tls-versions"], "TLSv1") == "1/3")
        #expect(figure(tables["certificates"], "expired") == "1/2")
        #expect(figure(tables["certificates"], "null") == "1")
        #expect(figure(tables["reachability"], "open") == "4/5")
        #expect(figure(tables["reachability"], "refused") == "1/5")
        #expect(figure(tables["reachability"], "busy") == "1")
        #expect(figure(tables["dane-mx-hosts"], "match") == "1/1")
    }

    @Test func daneLeavesOutWhatCouldNotBeLookedUp() throws {
        let tables = try tables([
            .init(name: "a.example", dane: "valid"), .init(name: "b.example", dane: "partial"),
            .init(name: "c.example", dane: "invalid"), .init(name: "d.example", dane: "bogus"),
            .init(name: "e.example", dane: "error"), .init(name: "f.example"),
            .init(
                name: "g.example", starttls: "unknown", dane: "unknown",
                hosts: [.closed("mx.g.example", "timeout", tlsa: "unknown")]),
            .init(name: "h.example", dane: "insecure"),
            // TLSA was not asked for, so that nothing is known.
            .init(
                name: "i.example", dane: "unknown",
                hosts: [.closed("mx.i.example", "excluded", tlsa: "unknown")], isAsked: false),
        ])
        #expect(figure(tables["adoption"], "dane_published") == "5/6")
        // Some hosts that match are not all: the ladder's word decides.
        #expect(figure(tables["adoption"], "dane_in_effect") == "1/5")
        #expect(figure(tables["ladder-dane"], "dane_usable") == "4/6")
        #expect(figure(tables["dane-domains"], "valid") == "1/6")
        #expect(figure(tables["dane-domains"], "error") == "1")
        #expect(figure(tables["dane-domains"], "not-asked") == "1")
        #expect(figure(tables["dane-mx-hosts"], "not-asked") == "1")
        #expect(figure(tables["adoption-mx-hosts"], "tlsa") == "1/1")
        #expect(figure(tables["dane-domains"], "none") == "1")
    }

    @Test func recordsOfTLSRPTAndOfTheDraft() throws {
        let tables = try tables([
            .init(name: "a.example", draft: "valid", draftMode: "enforce", tlsrpt: "valid"),
            .init(name: "b.example", draft: "invalid", tlsrpt: "invalid"),
            .init(name: "c.example", draft: nil, tlsrpt: "error"),
            .init(name: "d.example"),
        ])
        #expect(figure(tables["tlsrpt-records"], "valid") == "1/3")
        #expect(figure(tables["tlsrpt-records"], "error") == "1")
        #expect(figure(tables["adoption"], "tlsrpt_published") == "2/3")
        #expect(figure(tables["smtp-sts-records"], "valid enforce") == "1/3")
        #expect(figure(tables["smtp-sts-records"], "null null") == "1")
        #expect(figure(tables["adoption"], "draft_published") == "2/3")
    }

    @Test func wordsThatAreNotListedComeAsTheyAre() throws {
        let tables = try tables([
            .init(name: "a.example", hosts: [.init(name: "mx.example", version: "TLSv1.4")])
        ])
        let row = tables["tls-versions"]?.rows.first { $0.key == "TLSv1.4" }
        #expect(row?.label == "TLSv1.4")
        #expect(row?.share.count == 1)
    }

    /// Segments of a stacked bar add up to its width, and none looks like another.
    @Test func stackedTablesAddUp() throws {
        let tables = try tables(Fixture.oneOfEach)
        for table in tables.values where table.chart == .stacked && !table.isEmpty {
            let sum = table.rows.reduce(0) { $0 + $1.share.count }
            #expect(sum == table.rows[0].share.total, "\(table.id)")
            #expect(Set(table.rows.map(\.tone)).count == table.rows.count, "\(table.id)")
        }
    }
}
