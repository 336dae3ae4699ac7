import MailStandards
import Testing

/// No text may cost a parser more than time in proportion to its length.
///
/// The texts are of 1 MB, far over what a scan lets in: whoever walks over what came before at each
/// line or field takes longer than the limit. What only moves bytes about, the benchmarks show.
@Suite struct LongTextTests {
    static let length = 1 << 20

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let first: String
        let repeated: String
        /// Whether the text was read as one with so many repetitions has to be.
        let isRead: @Sendable ([UInt8], Int) -> Bool

        init(
            _ why: String, _ first: String, _ repeated: String,
            isRead: @escaping @Sendable ([UInt8], Int) -> Bool
        ) {
            testDescription = why
            self.first = first
            self.repeated = repeated
            self.isRead = isRead
        }
    }

    static let policy = "version: STSv1\nmode: none\nmax_age: 86400\n"

    static let rows: [Row] = [
        Row("a record of extensions", "v=STSv1; id=1", ";a=b") { text, count in
            MTASTSRecord.read([text]).record?.extensions.count == count
        },
        Row("a record of ids", "v=STSv1; id=1", ";id=2") { text, count in
            MTASTSRecord.read([text]).findings.count == count
        },
        Row("a record that ends with white space", "v=STSv1; id=1", " ") { text, _ in
            MTASTSRecord.read([text]).record != nil
        },
        Row("a rua of addresses", "v=TLSRPTv1; rua=mailto:a@b", ",mailto:a@b") { text, count in
            TLSRPTRecord.read([text]).record?.destinations.count == count + 1
        },
        Row("a draft's record of unknown fields", "v=STS1; to=true", ";x=y") { text, count in
            SMTPSTSRecord.read([text]).findings.count { $0.code == .draftRepeatedField }
                == count - 1
        },
        Row("a draft's record of patterns", "v=STS1; to=true; mx=a.b", ",*.a.b") { text, count in
            SMTPSTSRecord.read([text]).record?.patterns.count == count + 1
        },
        Row("a policy of mx lines", policy, "mx: a\n") { text, count in
            MTASTSPolicy.read(text).policy?.patterns.count == count
        },
        Row("a policy of blank lines", policy, "\r\n") { text, _ in
            MTASTSPolicy.read(text).findings.map(\.code) == [.policyBlankLine]
        },
        Row("a policy of repeated keys", policy, "mode: none\n") { text, count in
            MTASTSPolicy.read(text).findings.count == count
        },
        Row("many replies at once", "", "250 OK\r\n") { text, count in
            var parser = SMTPReplyParser()
            parser.append(text)
            return (0..<count).allSatisfy { _ in (try? parser.next())??.code == 250 }
        },
    ]

    @Test(.timeLimit(.minutes(1)), arguments: rows) func isReadInLinearTime(row: Row) {
        let count = (Self.length - row.first.utf8.count) / row.repeated.utf8.count
        let text = bytes(row.first + String(repeating: row.repeated, count: count))
        #expect(row.isRead(text, count))
    }
}
