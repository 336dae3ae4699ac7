import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct DANEEvaluationTests {
    struct Given: Sendable {
        var mx = DNSSECStatus.secure
        var hosts: [MXHostEvidence]
    }

    typealias Row = Case<Given, DANEState>

    static func row(
        _ why: String, mx: DNSSECStatus = .secure, _ hosts: [MXHostEvidence],
        _ expected: DANEState
    ) -> Row {
        Row(why, Given(mx: mx, hosts: hosts), expected)
    }

    static func first(_ tlsa: TLSAGiven, _ reachability: Reachability = .open) -> MXHostEvidence {
        host(is: reachability, tlsa: tlsa)
    }

    static func second(_ tlsa: TLSAGiven, _ reachability: Reachability = .open) -> MXHostEvidence {
        host("mx2.example.com", preference: 20, is: reachability, tlsa: tlsa)
    }

    static let rows: [Row] = [
        row("no MX host", [], .none),
        row("no TLSA record", [first(.none)], .none),
        row("no TLSA record behind an insecure MX", mx: .insecure, [first(.none)], .none),
        row("TLSA without DNSSEC", mx: .insecure, [first(.insecure)], .insecure),
        row("TLSA without DNSSEC behind a secure MX", [first(.insecure)], .insecure),
        row(
            "behind insecure addresses nobody asks for TLSA: RFC 7672 §2.2.2",
            [host(tlsa: .match, addressDNSSEC: .insecure)], .insecure),
        row(
            "a secure alias leads to insecure addresses: its own TLSA counts",
            [host(tlsa: .match, addressDNSSEC: .insecure, aliasSecure: true)], .valid),
        row("secure TLSA behind an insecure MX", mx: .insecure, [first(.match)], .mxInsecure),
        row("not usable, behind an insecure MX", mx: .insecure, [first(.unusable)], .mxInsecure),
        row(
            "mx-insecure goes before insecure", mx: .insecure,
            [first(.insecure), second(.mismatch)], .mxInsecure),
        row("none usable", [first(.unusable)], .unusable),
        row(
            "unusable goes before insecure and none", [first(.insecure), second(.unusable)],
            .unusable),
        row("the only host matches", [first(.match)], .valid),
        row("every open host matches", [first(.match), second(.match)], .valid),
        row(
            "a host that is not open does not count", [first(.match), second(.none, .timeout)],
            .valid),
        row("one matches, one does not", [first(.match), second(.mismatch)], .partial),
        row("one matches, one has no records", [first(.none), second(.match)], .partial),
        row("one matches, one has none usable", [first(.match), second(.unusable)], .partial),
        row("one matches, one has insecure records", [first(.match), second(.insecure)], .partial),
        row("usable, but another certificate", [first(.mismatch)], .invalid),
        row("usable, but no STARTTLS", [host(starttls: .notOffered, tlsa: .match)], .invalid),
        row("usable, but no certificate seen", [first(.notSeen)], .invalid),
        row("one mismatch, one without records", [first(.mismatch), second(.none)], .invalid),
        row("usable at a host that is not open", [first(.match, .refused)], .unknown),
        row(
            "usable only at the host that is not open",
            [first(.none), second(.notSeen, .timeout)], .unknown),
        row("TLSA bogus", [first(.bogus)], .bogus),
        row("bogus wins over valid", [first(.match), second(.bogus)], .bogus),
        row("bogus wins over error", [first(.failed), second(.bogus)], .bogus),
        row("bogus wins over mx-insecure", mx: .insecure, [first(.match), second(.bogus)], .bogus),
        row("bogus at a host that is not open", [first(.match), second(.bogus, .timeout)], .bogus),
        row("a TLSA lookup failed", [first(.failed)], .error),
        row("error goes before valid", [first(.match), second(.failed)], .error),
        row(
            "error goes before mx-insecure", mx: .insecure, [first(.match), second(.failed)], .error
        ),
        row("error goes before unknown", [first(.failed), second(.notSeen, .busy)], .error),
    ]

    @Test(arguments: rows) func domainState(_ row: Row) {
        let evidence = domain(row.given.hosts, mxDNSSEC: row.given.mx)
        #expect(evaluate(evidence).result.dane == row.expected)
    }

    @Test func everyWordOccurs() {
        #expect(Set(Self.rows.map(\.expected)) == Set(DANEState.allCases))
    }

    static let routes: [Case<DomainFacts, DANEState>] = [
        Case("MX bogus", DomainFacts(domain: "example.com", mx: failed(.bogus)), .bogus),
        Case("MX failed", DomainFacts(domain: "example.com", mx: failed(.timeout)), .unknown),
        Case(
            "no MX, and the address is bogus: neither MX nor TLSA failed validation",
            DomainFacts(
                domain: "example.com", mx: LookupOutcome(.noData, dnssec: .secure),
                ipv4: failed(.bogus)), .unknown),
        Case(
            "no such domain", DomainFacts(domain: "example.com", mx: LookupOutcome(.noName)), .none),
        Case("null MX", DomainFacts(domain: "example.com", mx: mx([(0, ".")], .secure)), .none),
    ]

    @Test(arguments: routes) func withoutHosts(_ row: Case<DomainFacts, DANEState>) {
        #expect(evaluate(DomainEvidence(facts: row.given)).result.dane == row.expected)
    }

    static let hostStates: [(TLSAGiven, TLSAState)] = [
        (.none, .none), (.insecure, .insecure), (.bogus, .bogus), (.failed, .error),
        (.unusable, .unusable), (.match, .match), (.mismatch, .mismatch), (.notSeen, .unknown),
    ]

    @Test("The column tlsa says what was seen, whatever the MX answer", arguments: hostStates)
    func hostState(_ given: TLSAGiven, _ expected: TLSAState) {
        for mxDNSSEC in [DNSSECStatus.secure, .insecure] {
            let evidence = domain([host(tlsa: given)], mxDNSSEC: mxDNSSEC)
            #expect(evaluate(evidence).hosts[0].tlsa == expected)
        }
    }

    static let notAsked: [Case<MXHostFacts, TLSAState>] = [
        Case(
            "no such host: nobody would be protected",
            MXHostFacts(host: "mx1.example.com", ipv4: LookupOutcome(.noName)), .none),
        Case(
            "the address lookup failed: absence was not measured",
            MXHostFacts(host: "mx1.example.com", ipv4: failed()), .unknown),
        Case(
            "no address, but usable records: known, and not put to the test",
            MXHostFacts(
                host: "mx1.example.com", ipv4: LookupOutcome(.noData, dnssec: .secure),
                tlsa: TLSAGiven.match.outcome), .unknown),
        Case(
            "an address, but the question was not asked",
            MXHostFacts(host: "mx1.example.com", ipv4: addresses(["192.0.2.1"])), .unknown),
        Case(
            "excluded: absence was not measured", MXHostFacts(host: "mx1.example.com"), .unknown),
    ]

    @Test(arguments: notAsked) func tlsaNotAsked(_ row: Case<MXHostFacts, TLSAState>) {
        let given = MXHostEvidence(preference: 10, facts: row.given)
        let evaluation = evaluate(domain([given], mxDNSSEC: .secure))
        #expect(evaluation.hosts[0].tlsa == row.expected)
        #expect(evaluation.result.dane == (row.expected == .none ? .none : .unknown))
    }
}
