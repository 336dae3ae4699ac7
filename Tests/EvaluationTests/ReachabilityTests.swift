import Addresses
import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct ReachabilityTests {
    typealias Row = Case<MXHostEvidence, Reachability>

    static func given(
        ipv4: LookupOutcome<IPAddress>? = addresses(["192.0.2.1"]),
        ipv6: LookupOutcome<IPAddress>? = nil, _ seen: [Reachability] = [],
        notProbed: Reachability? = nil
    ) -> MXHostEvidence {
        MXHostEvidence(
            preference: 10, facts: MXHostFacts(host: "mx1.example.com", ipv4: ipv4, ipv6: ipv6),
            probes: seen.map { probe($0) }, notProbed: notProbed)
    }

    static let rows: [Row] = [
        Row("the address is open", given([.open]), .open),
        Row("one open address is enough", given([.refused, .timeout, .open]), .open),
        Row("busy goes before all failures", given([.notSMTP, .timeout, .busy]), .busy),
        Row("not-smtp goes before timeout", given([.timeout, .refused, .notSMTP]), .notSMTP),
        Row("timeout goes before refused", given([.refused, .unreachable, .timeout]), .timeout),
        Row("refused goes before unreachable", given([.unreachable, .refused]), .refused),
        Row(
            "unreachable goes before refused-address", given([.refusedAddress, .unreachable]),
            .unreachable),
        Row("only addresses that are never contacted", given([.refusedAddress]), .refusedAddress),
        Row(
            "some addresses never contacted, others excluded", given([.excluded, .refusedAddress]),
            .refusedAddress),
        Row("every address excluded", given([.excluded]), .excluded),
        Row(
            "the host is excluded, nothing was asked", given(ipv4: nil, notProbed: .excluded),
            .excluded),
        Row(
            "the host is excluded: says so even where the DNS has no address",
            given(ipv4: addresses([]), notProbed: .excluded), .excluded),
        Row("probing is off", given(notProbed: .notProbed), .notProbed),
        Row("nothing was tried and nobody says why", given(), .notProbed),
        Row("nothing was asked and nobody says why", given(ipv4: nil), .notProbed),
        Row(
            "no address goes before not-probed",
            given(ipv4: addresses([]), ipv6: addresses([]), notProbed: .notProbed), .noAddress),
        Row(
            "a host that does not exist has no address",
            given(ipv4: LookupOutcome(.noName), notProbed: .notProbed), .noAddress),
        Row(
            "a failed lookup goes before not-probed",
            given(ipv4: failed(), ipv6: failed(), notProbed: .notProbed), .dnsError),
        Row(
            "one lookup failed, the other found nothing: an address may be there",
            given(ipv4: addresses([]), ipv6: failed(.timeout)), .dnsError),
        Row("bogus addresses are never used", given(ipv4: failed(.bogus)), .dnsError),
        Row(
            "one lookup failed, the other gave an address that is open",
            given(ipv4: failed(), ipv6: addresses(["2001:db8::1"]), [.open]), .open),
        Row(
            "refused addresses are known from the DNS alone",
            given(notProbed: .refusedAddress), .refusedAddress),
    ]

    @Test(arguments: rows) func reachability(_ row: Row) {
        #expect(row.given.reachability == row.expected)
    }

    @Test func everyWordOccurs() {
        #expect(Set(Self.rows.map(\.expected)) == Set(Reachability.allCases))
    }

    @Test func theOpenAddressGivesTheRow() {
        var evidence = given([.timeout, .open])
        evidence.certificate = .expired
        let row = evaluate(domain([evidence])).hosts[0]
        #expect(row.starttls == .ok)
        #expect(row.tlsVersion == "TLSv1.3")
        #expect(row.tlsCipher == "TLS_AES_256_GCM_SHA384")
        #expect(row.certificate == .expired)
    }

    @Test(arguments: Reachability.allCases.filter { $0 != .open })
    func aHostThatIsNotOpenSaysNothingOfTLS(_ reachability: Reachability) {
        let row = evaluate(domain([host(is: reachability)])).hosts[0]
        #expect(row.starttls == nil)
        #expect(row.tlsVersion == nil)
        #expect(row.certificate == nil)
        #expect(row.resultType == nil)
    }

    private func given(_ seen: [Reachability]) -> MXHostEvidence { Self.given(seen) }
}
