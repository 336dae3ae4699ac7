@testable internal import DNSFacts
internal import MailStandards
internal import Observations

/// A DNS message as an answer to questions of every kind.
enum MessageCheck {
    private static let types: [RecordType] = [.a, .ns, .cname, .mx, .txt, .aaaa, .tlsa]
    private static let name = require(DomainName("example.com"), "a name")

    static func run(_ packet: UnsafeBufferPointer<UInt8>) {
        for type in types {
            let outcome = DNSMessage.outcome(packet, name: name, type: type, dnssec: .insecure)
            require(outcome.records.count <= packet.count / 11, "a record is 11 bytes at least")
            if case .records(let records) = outcome.answer {
                require(!records.isEmpty, "no record is another answer")
                require(outcome.ttlSeconds != nil, "records have a TTL")
            }
            for record in outcome.records { expect(record.bytes, type) }
            let size = outcome.records.reduce(0) { $0 + $1.bytes.count }
            require(size <= packet.count * 256, "a message does not explode")
        }
    }

    private static func expect(_ rdata: [UInt8], _ type: RecordType) {
        switch type {
        case .mx:
            require(rdata.count > 2, "a preference and a name")
            require(DomainName(wire: rdata.dropFirst(2)) != nil, "a name without pointers")
        case .cname: require(DomainName(wire: rdata) != nil, "a name without pointers")
        case .txt:
            let strings = TXTRecord(rdata: rdata)
            require((strings?.bytes.count ?? 0) <= rdata.count, "strings are in the rdata")
        case .tlsa: _ = TLSARecord(rdata: rdata)?.isUsableForSMTP
        case .a, .aaaa, .ns, .ptr: break
        }
    }
}
