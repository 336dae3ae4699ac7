@testable internal import MailStandards

/// A TLSA record's rdata, and the same bytes as its presentation form.
enum TLSACheck {
    static func run(_ bytes: [UInt8]) {
        if let record = TLSARecord(rdata: bytes) {
            let rdata = [record.usage, record.selector, record.matchingType] + record.data
            require(rdata == bytes, "rdata is the record")
            expect(record)
        } else {
            require(bytes.count < 3, "three bytes are a record")
        }
        do throws(RuleViolation) {
            expect(try TLSARecord(parsing: String(decoding: bytes, as: UTF8.self)))
        } catch {
            let count = String(decoding: bytes, as: UTF8.self).utf8.count
            require((0...count).contains(error.offset ?? -1), "an offset stands in the text")
        }
    }

    private static func expect(_ record: TLSARecord) {
        let read = try? TLSARecord(parsing: record.description)
        require(read == record || record.data.isEmpty, "it reads as it prints")
        let isKnown = (2...3).contains(record.usage) && record.selector < 2
        let isWhole =
            switch record.matchingType {
            case 0: !record.data.isEmpty
            case 1: record.data.count == 32
            case 2: record.data.count == 64
            default: false
            }
        require(record.isUsableForSMTP == (isKnown && isWhole), "usable (RFC 7672 §3.1)")
    }
}
