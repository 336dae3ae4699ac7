internal import CUnbound
internal import MailStandards
internal import Observations

/// Reads the answer section of a DNS message, by the C library's own parser.
enum DNSMessage {
    /// The records of `type` at the end of the CNAME chain that starts at `name`.
    static func outcome(
        _ packet: UnsafeBufferPointer<UInt8>, name: DomainName, type: RecordType,
        dnssec: DNSSECStatus
    ) -> LookupOutcome<RecordData> {
        var message = ns_msg()
        guard ns_initparse(packet.baseAddress, Int32(packet.count), &message) == 0 else {
            return .malformed("the message cannot be read")
        }
        var records: [RecordData] = []
        var canonicalName: DomainName?
        var ttl: UInt32?
        for index in 0..<census_ns_count(&message) {
            var record = ns_rr()
            guard ns_parserr(&message, ns_s_an, index, &record) == 0 else {
                return .malformed("record \(index + 1) of the answer cannot be read")
            }
            switch Int(census_ns_type(&record)) {
            case type.rawValue:
                guard let data = data(of: &record, type: type, in: packet) else {
                    return .malformed("record \(index + 1) of the answer breaks its type's form")
                }
                records.append(data)
                ttl = min(ttl ?? .max, census_ns_ttl(&record))
            case 5:
                let target = wireName(at: census_ns_data(&record), in: packet)
                canonicalName = target.flatMap { DomainName(wire: $0) } ?? canonicalName
                ttl = min(ttl ?? .max, census_ns_ttl(&record))
            default: break
            }
        }
        let answer: LookupOutcome<RecordData>.Answer =
            if !records.isEmpty {
                .records(records)
            } else if census_ns_rcode(&message) == 3 {
                .noName
            } else if census_ns_rcode(&message) == 0 {
                .noData
            } else {
                .failed(.serverFailure, detail: "rcode \(census_ns_rcode(&message))")
            }
        return LookupOutcome(
            answer, dnssec: dnssec, canonicalName: canonicalName, ttlSeconds: ttl)
    }

    /// The rdata; the name in an MX, CNAME or PTR record comes uncompressed.
    private static func data(
        of record: inout ns_rr, type: RecordType, in packet: UnsafeBufferPointer<UInt8>
    ) -> RecordData? {
        let start = census_ns_data(&record)
        let rdata = UnsafeBufferPointer(start: start, count: Int(census_ns_length(&record)))
        if type == .cname || type == .ptr {
            return wireName(at: start, in: packet).map { RecordData(bytes: $0) }
        }
        guard type == .mx else { return RecordData(bytes: Array(rdata)) }
        guard rdata.count > 2, let start, let exchange = wireName(at: start + 2, in: packet) else {
            return nil
        }
        return RecordData(bytes: Array(rdata.prefix(2)) + exchange)
    }

    /// The wire form of a name that may be compressed (RFC 1035 §4.1.4).
    private static func wireName(
        at start: UnsafePointer<UInt8>?, in packet: UnsafeBufferPointer<UInt8>
    ) -> [UInt8]? {
        guard let base = packet.baseAddress, let start else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 255) { buffer in
            let length = ns_name_unpack(
                base, base + packet.count, start, buffer.baseAddress, buffer.count)
            guard length > 0 else { return nil }
            var end = 0
            while buffer[end] != 0 { end += Int(buffer[end]) + 1 }
            return Array(buffer[...end])
        }
    }
}

extension LookupOutcome {
    static func malformed(_ detail: String) -> Self {
        LookupOutcome(.failed(.malformed, detail: detail))
    }
}
