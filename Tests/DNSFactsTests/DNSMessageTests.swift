import MailStandards
import Observations
import Testing

@testable import DNSFacts

@Suite struct DNSMessageTests {
    private func outcome(
        _ packet: [UInt8], _ name: DomainName = "example.com", _ type: RecordType = .mx
    ) -> LookupOutcome<RecordData> {
        packet.withUnsafeBufferPointer {
            DNSMessage.outcome($0, name: name, type: type, dnssec: .insecure)
        }
    }

    private let owner = Wire.pointer(12)

    @Test func anMXNameIsExpanded() {
        // `mx` before the question's name, which stands at 12.
        let rdata = [0, 10, 2] + Array("mx".utf8) + Wire.pointer(12)
        let seen = outcome(Wire.message("example.com", 15, [Wire.record(owner, 15, rdata)]))
        #expect(seen.records.map(\.bytes) == [[0, 10] + Wire.name("mx.example.com")])
        #expect(seen.ttlSeconds == 300 && seen.dnssec == .insecure && seen.canonicalName == nil)
    }

    @Test func thePointerOfAReverseNameIsExpanded() {
        let rdata = [4] + Array("host".utf8) + Wire.pointer(12)
        let packet = Wire.message("example.com", 12, [Wire.record(owner, 12, rdata)])
        let seen = outcome(packet, "example.com", .ptr)
        #expect(seen.records.map(\.bytes) == [Wire.name("host.example.com")])
    }

    @Test func aNullMX() {
        let seen = outcome(Wire.message("example.com", 15, [Wire.record(owner, 15, [0, 0, 0])]))
        #expect(seen.records.map(\.bytes) == [[0, 0, 0]])
    }

    @Test func theEndOfAnAliasChain() {
        let packet = Wire.message(
            "example.com", 15,
            [
                Wire.record(owner, 5, ttl: 60, Wire.name("a.example.net")),
                Wire.record(Wire.name("a.example.net"), 5, ttl: 9, Wire.name("b.example.org")),
                Wire.record(Wire.name("b.example.org"), 15, [0, 1] + Wire.name("mx.example.org")),
            ])
        let seen = outcome(packet)
        #expect(seen.canonicalName == "b.example.org")
        #expect(seen.records.count == 1 && seen.ttlSeconds == 9, "the smallest TTL")
    }

    @Test(arguments: [(0, .noData), (3, .noName)] as [(UInt8, LookupOutcome<RecordData>.Answer)])
    func anAliasToNothing(rcode: UInt8, answer: LookupOutcome<RecordData>.Answer) {
        let alias = Wire.record(owner, 5, Wire.name("gone.example.net"))
        let seen = outcome(Wire.message("example.com", 15, rcode: rcode, [alias]))
        #expect(seen.answer == answer && seen.canonicalName == "gone.example.net")
    }

    @Test(arguments: [(0, .noData), (3, .noName)] as [(UInt8, LookupOutcome<RecordData>.Answer)])
    func noAnswer(rcode: UInt8, answer: LookupOutcome<RecordData>.Answer) {
        #expect(outcome(Wire.message("example.com", 15, rcode: rcode, [])).answer == answer)
    }

    @Test(arguments: [1, 2, 4, 5, 9, 15] as [UInt8])
    func otherCodesAreFailures(rcode: UInt8) {
        let seen = outcome(Wire.message("example.com", 15, rcode: rcode, []))
        #expect(seen.failure == .serverFailure)
    }

    @Test func severalStringsStayAsTheyAre() {
        let rdata: [UInt8] = [2, 97, 98, 1, 99]
        let seen = outcome(
            Wire.message("example.com", 16, [Wire.record(owner, 16, rdata)]), "example.com", .txt)
        #expect(seen.records.map(\.bytes) == [rdata])
    }

    @Test func otherTypesArePassedOver() {
        let seen = outcome(
            Wire.message(
                "example.com", 1,
                [
                    Wire.record(owner, 46, Array(repeating: 1, count: 40)),
                    Wire.record(owner, 1, [192, 0, 2, 1]),
                ]), "example.com", .a)
        #expect(seen.records.map(\.bytes) == [[192, 0, 2, 1]])
    }

    /// Messages that are not what they say; none may trap, none may pass for an answer.
    @Test(
        arguments: [
            ([], "empty"), ([0x12], "one byte"),
            (Array(repeating: 0xFF, count: 11), "half a header"),
            (Wire.message("example.com", 15, [], count: 1), "a record announced that is not there"),
            (
                Wire.message(
                    "example.com", 15, [Wire.record(Wire.pointer(12), 15, [0, 1], length: 999)]),
                "rdata beyond the end"
            ),
            (
                Wire.message("example.com", 15, [Wire.record(Wire.pointer(12), 15, [0, 1])]),
                "MX without a name"
            ),
            (
                Wire.message("example.com", 15, [Wire.record(Wire.pointer(12), 15, [])]),
                "MX of nothing"
            ),
            (
                Wire.message(
                    "example.com", 15,
                    [Wire.record(Wire.pointer(12), 15, [0, 1] + Wire.pointer(900))]),
                "a pointer beyond the end"
            ),
            (
                // The rdata's name stands at 43 and points at itself.
                Wire.message(
                    "example.com", 15,
                    [Wire.record(Wire.pointer(12), 15, [0, 1] + Wire.pointer(43))]),
                "a pointer at itself"
            ),
            (
                Wire.message(
                    "example.com", 15, [Wire.record(Wire.pointer(12), 15, [0, 1, 0x7F, 97, 0])]),
                "a label of a reserved kind"
            ),
        ] as [([UInt8], String)])
    func malformed(packet: [UInt8], why: String) {
        #expect(outcome(packet).failure == .malformed, "\(why)")
    }

    /// Every cut and every changed byte of a whole message: any outcome, but no trap.
    @Test func nothingTraps() {
        let whole = Wire.message(
            "example.com", 15,
            [
                Wire.record(owner, 5, Wire.name("a.example.net")),
                Wire.record(
                    Wire.name("a.example.net"), 15, [0, 1, 2, 109, 120] + Wire.pointer(12)),
                Wire.record(owner, 15, [0, 2] + Wire.name("mx2.example.com")),
            ])
        #expect(outcome(whole).records.count == 2)
        for end in whole.indices { _ = outcome(Array(whole[..<end])) }
        for index in whole.indices {
            for value in [0, 1, 0x3F, 0x40, 0x7F, 0xC0, 0xFF] as [UInt8] {
                var changed = whole
                changed[index] = value
                _ = outcome(changed)
                _ = outcome(changed, "example.com", .txt)
            }
        }
    }
}
