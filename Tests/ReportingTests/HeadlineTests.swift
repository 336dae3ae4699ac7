import GRDB
import Testing

@testable import Reporting

/// Denominators by hand: each list says which domain is in which of them.
@Suite struct HeadlineTests {
    private func headline(_ domains: [Fixture.Domain]) throws -> Headline {
        try Headline(run: 1, from: Fixture(domains).database)
    }

    @Test func publishedCountsInvalidRecordsAndLeavesOutFailedLookups() throws {
        let headline = try headline([
            .init(name: "valid.example", sts: "valid", fetch: "dns"),
            .init(name: "invalid.example", sts: "invalid"),
            .init(name: "multiple.example", sts: "multiple"),
            .init(name: "absent.example"),
            .init(name: "implicit.example", route: "implicit-mx"),
            .init(name: "failed.example", sts: "error"),
            .init(name: "no-mail.example", route: "null-mx", sts: "valid", fetch: "ok"),
            .init(name: "nowhere.example", route: "none"),
            .init(name: "mx-failed.example", route: "error", sts: "valid", fetch: "ok"),
        ])
        #expect(headline["publish"]?.share.count == 3)
        #expect(headline["publish"]?.share.total == 5)
        #expect(headline["publish"]?.absence == nil)
        #expect(
            headline.lines[0]
                == """
                MTA-STS published: 60.0% (3 of 5 domains accepting mail, with an answered \
                _mta-sts lookup)
                """)
    }

    @Test func enforcedNeedsAValidPolicyAndLeavesOutExcludedHosts() throws {
        let headline = try headline([
            .adopter("enforce.example", "enforce", []),
            .adopter("testing.example", "testing", []),
            .init(name: "broken.example", sts: "valid", fetch: "ok", syntax: "invalid"),
            .init(name: "timeout.example", sts: "valid", fetch: "timeout"),
            .init(name: "excluded.example", sts: "valid", fetch: "excluded"),
            .init(name: "not-asked.example", sts: "valid"),
            .init(name: "absent.example"),
            .init(name: "failed.example", sts: "error"),
        ])
        #expect(headline["enforce"]?.share.count == 1)
        #expect(headline["enforce"]?.share.total == 5)
        #expect(headline["publish"]?.share.total == 7)
    }

    @Test func starttlsEverywhereIsOfDomainsThatAnswered() throws {
        let headline = try headline([
            .init(name: "all.example", starttls: "all"),
            .init(name: "all-2.example", starttls: "all"),
            .init(name: "some.example", starttls: "some"),
            .init(name: "none.example", starttls: "none"),
            .init(name: "silent.example", starttls: "unknown", verdict: "unknown"),
        ])
        #expect(headline["starttls_everywhere"]?.share.count == 2)
        #expect(headline["starttls_everywhere"]?.share.total == 4)
    }

    @Test func withoutProbingNothingIsSaidOfSTARTTLS() throws {
        let headline = try headline([
            .init(name: "a.example", starttls: "unknown", verdict: "unknown")
        ])
        #expect(headline["starttls_everywhere"]?.absence == "not measured")
        #expect(headline.lines[2] == "STARTTLS everywhere: not measured")
        #expect(headline["publish"]?.absence == nil)
    }

    @Test func withoutMailThereIsNothingToCount() throws {
        for domains in [[], [Fixture.Domain(name: "a.example", route: "null-mx")]] {
            let headline = try headline(domains)
            #expect(headline.lines.count == 3)
            #expect(headline.lines.allSatisfy { $0.hasSuffix(": no domain accepts mail") })
            for figure in headline.figures where figure.key != "mail" {
                #expect(figure.absence == "no domain accepts mail", "\(figure.key)")
            }
        }
    }

    @Test func onlyItsOwnRunCounts() throws {
        let fixture = try Fixture([.init(name: "a.example", sts: "valid", fetch: "dns")])
        try fixture.add(.init(id: 2), [.init(name: "a.example"), .init(name: "b.example")])
        let second = try Headline(run: 2, from: fixture.database)
        #expect(second["publish"]?.share.count == 0)
        #expect(second["publish"]?.share.total == 2)
    }

    @Test func noSuchRun() throws {
        let fixture = try Fixture([])
        #expect(throws: ReportError.noSuchRun(9, known: [1])) {
            try Headline(run: 9, from: fixture.database)
        }
    }

    /// Domains scanned, with mail, and how far each mechanism has come, by domain and by MX host.
    @Test func theOtherFigures() throws {
        let headline = try headline([
            .adopter("a.example", "enforce", [.init(name: "mx.a.example", match: 1)]),
            .init(name: "b.example", tlsrpt: "valid", hosts: [.init(name: "mx.b.example")]),
            .init(
                name: "c.example", starttls: "none", dane: "valid",
                hosts: [
                    .init(
                        name: "mx.c.example", starttls: "not-offered", version: nil,
                        certificate: nil, tlsa: "match")
                ]),
            .init(name: "d.example", route: "null-mx"), .init(name: "e.example", route: "error"),
        ])
        let figures = headline.figures.map { "\($0.key) \($0.share.count)/\($0.share.total)" }
        #expect(
            figures == [
                "mail 3/4", "publish 1/3", "valid 1/3", "enforce 1/3", "effective 1/3",
                "tlsrpt 1/3", "dane 1/3", "starttls_everywhere 2/3", "starttls_mx_hosts 2/3",
                "dane_mx_hosts 1/3",
            ])
    }
}
