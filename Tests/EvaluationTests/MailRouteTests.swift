import Addresses
import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct MailRouteTests {
    typealias Row = Case<DomainFacts, MailRoute>

    static func facts(
        _ mx: LookupOutcome<MXRecord>, ipv4: LookupOutcome<IPAddress>? = nil,
        ipv6: LookupOutcome<IPAddress>? = nil
    ) -> DomainFacts {
        DomainFacts(domain: "example.com", mx: mx, ipv4: ipv4, ipv6: ipv6)
    }

    static let noMX = LookupOutcome<MXRecord>(.noData, dnssec: .secure)

    static let rows: [Row] = [
        Row("MX records are the route", facts(mx([(10, "mx1.example.com")])), .mx),
        Row("the root alone is a null MX: RFC 7505 §3", facts(mx([(0, ".")])), .nullMX),
        Row("a null MX of another preference means the same", facts(mx([(10, ".")])), .nullMX),
        Row("the root twice leaves no exchange either", facts(mx([(0, "."), (9, ".")])), .nullMX),
        Row(
            "the root beside a real host is ignored",
            facts(mx([(0, "."), (10, "mx1.example.com")])),
            .mx),
        Row("a domain that does not exist", facts(LookupOutcome(.noName)), .none),
        Row(
            "no MX, but an A record: RFC 5321 §5.1", facts(noMX, ipv4: addresses(["192.0.2.1"])),
            .implicitMX),
        Row(
            "no MX, no A, but AAAA",
            facts(noMX, ipv4: addresses([]), ipv6: addresses(["2001:db8::1"])), .implicitMX),
        Row(
            "no MX, A failed, but AAAA is there",
            facts(noMX, ipv4: failed(), ipv6: addresses(["2001:db8::1"])), .implicitMX),
        Row("no MX, no address", facts(noMX, ipv4: addresses([]), ipv6: addresses([])), .none),
        Row(
            "no MX, A failed, no AAAA: an address may be there",
            facts(noMX, ipv4: failed(), ipv6: addresses([])), .error),
        Row(
            "no MX, no A, AAAA bogus", facts(noMX, ipv4: addresses([]), ipv6: failed(.bogus)),
            .error),
        Row("MX failed: servfail", facts(failed(.serverFailure)), .error),
        Row("MX failed: timeout", facts(failed(.timeout)), .error),
        Row("MX failed: malformed", facts(failed(.malformed)), .error),
        Row("MX bogus", facts(failed(.bogus)), .error),
    ]

    @Test(arguments: rows) func route(_ row: Row) {
        #expect(MailRoute(row.given) == row.expected)
    }

    @Test func countsTheHostsAndPassesTheProviderOn() {
        let two = [host("mx1.example.com"), host("mx2.example.com", preference: 20)]
        let result = evaluate(domain(two)).result
        #expect(result.mxHosts == 2)
        #expect(result.provider == "example.com")
    }

    static let dnssec: [Case<LookupOutcome<MXRecord>, DNSSECStatus?>] = [
        Case("a secure answer", mx([(10, "mx1.example.com")], .secure), .secure),
        Case("a secure denial", LookupOutcome(.noName, dnssec: .secure), .secure),
        Case("an insecure answer", mx([(10, "mx1.example.com")]), .insecure),
        Case("bogus", failed(.bogus), .bogus),
        Case("failed otherwise: nothing is known", failed(.timeout), nil),
    ]

    @Test(arguments: dnssec)
    func mxDNSSEC(_ row: Case<LookupOutcome<MXRecord>, DNSSECStatus?>) {
        let evidence = DomainEvidence(facts: DomainFacts(domain: "example.com", mx: row.given))
        #expect(evaluate(evidence).result.mxDNSSEC == row.expected)
    }
}
