import Addresses
import MailStandards
import Observations
import Testing

@testable import Census

/// The MX hosts that a sender would try.
@Suite struct DomainFactsTests {
    private func hosts(
        _ mx: LookupOutcome<MXRecord>, ipv4: LookupOutcome<IPAddress>? = nil,
        ipv6: LookupOutcome<IPAddress>? = nil
    ) -> [String] {
        DomainFacts(domain: "example.com", mx: mx, ipv4: ipv4, ipv6: ipv6).mxHosts
            .map { "\($0.preference) \($0.exchange)" }
    }

    private func records(_ records: (UInt16, DomainName)...) -> LookupOutcome<MXRecord> {
        LookupOutcome(.records(records.map { MXRecord(preference: $0, exchange: $1) }))
    }

    private let address = LookupOutcome<IPAddress>(.records([IPAddress("2001:db8::1")!]))

    @Test func byPreferenceThenName() {
        let seen = hosts(records((20, "a.example"), (10, "z.example"), (10, "b.example")))
        #expect(seen == ["10 b.example", "10 z.example", "20 a.example"])
    }

    @Test func eachOnceAtItsBest() {
        #expect(hosts(records((20, "a.example"), (5, "a.example"))) == ["5 a.example"])
    }

    @Test func aNullMXIsNoHost() {
        #expect(hosts(records((0, .root))) == [])
        #expect(hosts(records((0, .root), (10, "a.example"))) == ["10 a.example"])
    }

    @Test func withoutMXTheDomainItself() {
        #expect(hosts(LookupOutcome(.noData), ipv6: address) == ["0 example.com"])
        #expect(hosts(LookupOutcome(.noName), ipv4: address) == ["0 example.com"], "an alias")
        #expect(hosts(LookupOutcome(.noData), ipv4: LookupOutcome(.noData)) == [])
    }

    @Test func aFailureIsNotAnAbsence() {
        #expect(hosts(LookupOutcome(.failed(.timeout, detail: "")), ipv4: address) == [])
    }
}
