import Addresses
import MailStandards
import Observations
import Testing

/// What is tried once more at the end of a run, and what is not.
@Suite struct PassingFailureTests {
    @Test(arguments: [
        (LookupFailure.serverFailure, true), (.timeout, true),
        (.bogus, false),  // the owner's signatures
        (.malformed, false),  // the owner's record
    ])
    func lookups(failure: LookupFailure, passes: Bool) {
        let outcome = LookupOutcome<TXTRecord>(.failed(failure, detail: ""))
        #expect(outcome.failedInPassing == passes)
        let mx = LookupOutcome<MXRecord>(.noData)
        for facts in [
            DomainFacts(domain: "a.example", mx: LookupOutcome(.failed(failure, detail: ""))),
            DomainFacts(domain: "a.example", mx: mx, mtaSTS: outcome),
            DomainFacts(domain: "a.example", mx: mx, tlsRPT: outcome),
            DomainFacts(domain: "a.example", mx: mx, smtpSTS: outcome),
            DomainFacts(domain: "a.example", mx: mx, legacy: [LegacyTXTName.allCases[0]: outcome]),
            DomainFacts(
                domain: "a.example", mx: mx, ipv6: LookupOutcome(.failed(failure, detail: ""))),
        ] { #expect(facts.failedInPassing == passes) }
    }

    @Test(arguments: [LookupOutcome<MXRecord>.Answer.noData, .noName, .records([])])
    func answersAreNoFailures(answer: LookupOutcome<MXRecord>.Answer) {
        #expect(!DomainFacts(domain: "a.example", mx: LookupOutcome(answer)).failedInPassing)
    }

    static let probes: [(Reachability, String?, Bool)] = [
        (.timeout, "greeting: not done within 30.0 seconds", true),
        (.busy, "greeting: 421 later", true),
        (.unreachable, "connect: No route to host", true),
        (.notProbed, "connect: Too many open files", true),
        (.notSMTP, "greeting: the server closed the connection", true),
        (.notSMTP, "EHLO: Connection reset by peer", true),
        (.notSMTP, "connect: Connection reset by peer", true),
        (.notSMTP, "greeting: Broken pipe", true),
        (.notSMTP, "greeting: 554 no", false),
        (.notSMTP, "greeting: the line is too long", false),
        (.notSMTP, nil, false),
        (.refused, "connect: Connection refused", false),
        (.refusedAddress, "not globally reachable", false),
        (.open, "TLS handshake: Connection reset by peer", false),
    ]

    @Test(arguments: probes)
    func addresses(reachability: Reachability, detail: String?, passes: Bool) {
        let probe = Self.probe(reachability, detail)
        #expect(probe.failedInPassing == passes)
        let facts = MXHostFacts(host: "mx.a.example", ipv4: LookupOutcome(.records([])))
        #expect(facts.failedInPassing([probe]) == passes)
        #expect(facts.failedInPassing([probe, Self.probe(.refused)]) == passes)
        #expect(!facts.failedInPassing([probe, Self.probe(.open)]), "it is open elsewhere")
    }

    @Test(arguments: [(LookupFailure.serverFailure, true), (.timeout, true), (.bogus, false)])
    func hosts(failure: LookupFailure, passes: Bool) {
        let host: DomainName = "mx.a.example"
        for facts in [
            MXHostFacts(host: host, ipv4: LookupOutcome(.failed(failure, detail: ""))),
            MXHostFacts(host: host, ipv6: LookupOutcome(.failed(failure, detail: ""))),
            MXHostFacts(host: host, tlsa: LookupOutcome(.failed(failure, detail: ""))),
        ] { #expect(facts.failedInPassing([Self.probe(.open)]) == passes) }
    }

    static let fetches: [(PolicyFetchOutcome, String?, Bool)] = [
        (.connect, "Connection refused", true),
        (.timeout, "Operation timed out", true),
        (.http, "Empty reply from server", true),
        (.dns, "servfail: no answer", true),
        (.dns, "timeout: no answer within 60 s", true),
        (.tls, "OpenSSL SSL_connect: Connection reset by peer", true),
        (.dns, "bogus: no signatures", false),
        (.dns, "the name does not exist", false),
        (.dns, "the name has no address", false),
        (.tls, "expired", false),
        (.tls, nil, false),
        (.httpStatus, "status 503", false),
        (.redirect, "to https://example.org/", false),
        (.contentType, "text/html", false),
        (.tooLarge, "more than 65,536 bytes", false),
        (.refusedAddress, "10.0.0.1", false),
        (.excluded, nil, false),
        (.ok, nil, false),
    ]

    @Test(arguments: fetches)
    func policies(outcome: PolicyFetchOutcome, detail: String?, passes: Bool) {
        let fetch = PolicyFetchObservation(
            outcome: outcome, detail: detail, startedAt: Timestamp(milliseconds: 0))
        #expect(fetch.failedInPassing == passes)
    }

    private static func probe(
        _ reachability: Reachability, _ detail: String? = nil
    ) -> MXProbeObservation {
        MXProbeObservation(
            address: IPAddress("192.0.2.1")!, serverName: "mx.a.example",
            startedAt: Timestamp(milliseconds: 0), reachability: reachability, detail: detail)
    }
}
