internal import Addresses
internal import MailStandards
internal import Observations
@testable internal import Store

/// What a column of the database has for a record, and the same bytes as rdata to be written there.
enum StoredRecordCheck {
    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        MXRecord(presentation: text[...]).map(expectKept)
        IPAddress(presentation: text[...]).map(expectKept)
        TLSARecord(presentation: text[...]).map(expectKept)

        IPAddress(bytes: bytes).map(expectKept)
        TLSARecord(rdata: bytes).map(expectKept)
        if bytes.count > 2, let exchange = DomainName(wire: bytes.dropFirst(2)) {
            let preference = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            expectKept(MXRecord(preference: preference, exchange: exchange))
        }
    }

    /// It comes back as it was written, one record a line.
    private static func expectKept(_ record: some StoredRecord) {
        let text = record.presentation
        require(text.isVisible, "a record is one line of visible ASCII")
        require(type(of: record).init(presentation: text[...]) == record, "it reads as it prints")
    }
}
