import MailStandards
import Testing

@Suite struct TLSARecordTests {
    static let sha256 = "0C72AC70B745AC19998811B131D662C9AC69DBDBE7CB23E5B514B56664C5D3D6"

    static let good: [Good] = [
        Good("3 1 1 \(sha256)", "3 1 1 \(sha256)"),
        Good("3 1 1 \(sha256.lowercased())", "3 1 1 \(sha256)"),
        Good(" 3\t1  1\n0C72AC70 B745AC19\r\n 9 9 ", "3 1 1 0C72AC70B745AC1999"),
        Good("255 255 255 00", "255 255 255 00"),
        Good("003 01 1 aF", "3 1 1 AF"),
    ]

    static let bad: [Bad] = [
        Bad("", .tlsaBadSyntax, 0, "nothing"),
        Bad("3", .tlsaBadSyntax, 1, "a usage only"),
        Bad("3 1", .tlsaBadSyntax, 3, "no matching type"),
        Bad("3 1 1", .tlsaBadSyntax, 5, "no data"),
        Bad("3 1 1 ", .tlsaBadSyntax, 6, "white space for data"),
        Bad("3 1 1 0", .tlsaBadSyntax, 7, "half a byte"),
        Bad("3 1 1 0C7", .tlsaBadSyntax, 9, "a byte and a half"),
        Bad("3 1 1 0x0C", .tlsaBadSyntax, 7, "a prefix"),
        Bad("3 1 1 0C:72", .tlsaBadSyntax, 8, "colons between bytes"),
        Bad("3 1 1 (0C72)", .tlsaBadSyntax, 6, "brackets"),
        Bad("3 1 1 é", .tlsaBadSyntax, 6, "bytes that are no ASCII"),
        Bad("-3 1 1 0C", .tlsaBadSyntax, 0, "a sign"),
        Bad("256 1 1 0C", .tlsaBadSyntax, 0, "a usage over 255"),
        Bad("3 99999999999999999999 1 0C", .tlsaBadSyntax, 2, "a selector of 20 digits"),
        Bad("3,1,1 0C", .tlsaBadSyntax, 1, "commas"),
        Bad("3 1 x 0C", .tlsaBadSyntax, 4, "a word for a number"),
        Bad("DANE-EE SPKI SHA2-256 0C", .tlsaBadSyntax, 0, "acronyms"),
    ]

    static func answer(_ bytes: [UInt8]) -> Answer {
        do throws(RuleViolation) {
            let text = String(decoding: bytes, as: UTF8.self)
            return Answer(printed: try TLSARecord(parsing: text).description, findings: [])
        } catch {
            return Answer(error)
        }
    }

    @Test(arguments: good) func accepts(row: Good) { expect(row, Self.answer) }

    @Test(arguments: bad) func refuses(row: Bad) { expect(row, Self.answer) }

    @Test func readsRDATA() {
        #expect(
            TLSARecord(rdata: [3, 1, 1, 0xAB, 0xCD])
                == TLSARecord(usage: 3, selector: 1, matchingType: 1, data: [0xAB, 0xCD]))
        #expect(TLSARecord(rdata: [3, 1, 1])?.data == [])
        #expect(TLSARecord(rdata: [3, 1]) == nil)
        #expect(TLSARecord(rdata: []) == nil)
    }

    /// Usage, selector, matching type, length of the data, and why it is unusable.
    static let usability: [(UInt8, UInt8, UInt8, Int, FindingCode?)] = [
        (3, 1, 1, 32, nil), (3, 0, 1, 32, nil), (2, 0, 1, 32, nil), (2, 1, 2, 64, nil),
        (3, 1, 0, 1, nil), (2, 0, 0, 2_000, nil),
        (0, 1, 1, 32, .tlsaPKIXUsage), (1, 1, 1, 32, .tlsaPKIXUsage),
        (4, 1, 1, 32, .tlsaUnknownUsage), (255, 1, 1, 32, .tlsaUnknownUsage),
        (3, 2, 1, 32, .tlsaUnknownSelector), (3, 255, 1, 32, .tlsaUnknownSelector),
        (3, 1, 3, 32, .tlsaUnknownMatchingType), (3, 1, 255, 0, .tlsaUnknownMatchingType),
        (3, 1, 1, 31, .tlsaDataLength), (3, 1, 1, 64, .tlsaDataLength),
        (3, 1, 2, 32, .tlsaDataLength), (2, 1, 2, 0, .tlsaDataLength),
        (3, 1, 0, 0, .tlsaDataLength),
    ]

    @Test(arguments: usability)
    func knowsWhatIsUsable(
        usage: UInt8, selector: UInt8, matchingType: UInt8, length: Int, code: FindingCode?
    ) {
        let record = TLSARecord(
            usage: usage, selector: selector, matchingType: matchingType,
            data: [UInt8](repeating: 7, count: length))
        #expect(record.unusableForSMTP?.code == code)
        #expect(record.isUsableForSMTP == (code == nil))
    }
}
