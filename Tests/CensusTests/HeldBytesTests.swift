import Addresses
import MailStandards
import Observations
import Store
import Testing

@testable import Census

@Suite struct HeldBytesTests {
    private static let certificate = CertificateDER(bytes: Array(repeating: 0, count: 1_000))

    private static let probe = MXProbeObservation(
        address: IPAddress("192.0.2.1")!, serverName: "mx.example.com",
        startedAt: Timestamp(milliseconds: 0), reachability: .open, greeting: "220 é",
        ehloReply: "250 ok", starttlsReply: "220", chain: [certificate, certificate])

    @Test func aProbeHoldsItsChainAndReplies() {
        #expect(Self.probe.heldBytes == 2_000 + 6 + 6 + 3)
        let record = ProbeRecord(
            number: 1, operatorName: "example.com", observation: Self.probe)
        #expect(Observation.probe(record).heldBytes == Self.probe.heldBytes)
    }

    /// One probe may speak for all hosts of a provider.
    @Test func aHostHoldsWhatWasAskedInItsName() {
        let own = MXHostFacts(host: "mx.example.com")
        let another = MXHostFacts(host: "mx2.example.com")
        #expect(
            MXHostEntry(facts: own, probes: [Self.probe]).heldBytes == Self.probe.heldBytes)
        #expect(MXHostEntry(facts: another, probes: [Self.probe]).heldBytes == 0)
    }
}
