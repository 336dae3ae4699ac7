import MailStandards
import Testing

@Suite struct MTASTSRecordTests {
    static let good: [Good] = [
        Good("v=STSv1; id=20160831085700Z;", "v=STSv1; id=20160831085700Z"),
        Good("v=STSv1;id=a", "v=STSv1; id=a"),
        Good("v=STSv1; id=a; ", "v=STSv1; id=a"),
        Good("v=STSv1;\tid=A9 ;\t", "v=STSv1; id=A9"),
        Good(
            "v=STSv1; id=12345678901234567890123456789012",
            "v=STSv1; id=12345678901234567890123456789012"),
        Good("v=STSv1; more=a; id=1; e.x-t_2=<!:>", "v=STSv1; id=1; more=a; e.x-t_2=<!:>"),
        Good(
            "v=STSv1; a1234567890123456789012345678901=x; id=1",
            "v=STSv1; id=1; a1234567890123456789012345678901=x"),
        Good("v=STSv1; ID=upper; id=1", "v=STSv1; id=1; ID=upper"),
        Good("v=STSv1 ; id=1", "v=STSv1; id=1", .recordSpaceBeforeSemicolon),
        Good("v=STSv1\t \t; id=1", "v=STSv1; id=1", .recordSpaceBeforeSemicolon),
        Good("v=STSv1; id=1 ", "v=STSv1; id=1", .recordTrailingSpace),
        Good("v=STSv1; id=1\t \t", "v=STSv1; id=1", .recordTrailingSpace),
        Good("v=STSv1; id=1; id=2", "v=STSv1; id=1", .recordRepeatedID),
        Good("v=STSv1; id=1; id=2-3;", "v=STSv1; id=1", .recordRepeatedID),
        Good(
            "v=STSv1 ; id=1; id=1 ", "v=STSv1; id=1", .recordSpaceBeforeSemicolon,
            .recordRepeatedID, .recordTrailingSpace),
    ]

    static let bad: [Bad] = [
        Bad("v=STSv1", .recordNoID, nil, "no field at all"),
        Bad("v=STSv1 ", .recordNoID, nil, "no field but white space"),
        Bad("v=STSv1;", .recordNoID, nil, "no field behind the semicolon"),
        Bad("v=STSv1; ", .recordNoID, nil, "white space in place of a field"),
        Bad("v=STSv1; ext=1", .recordNoID, nil, "an extension, but no id"),
        Bad("v=STSv1; ID=1", .recordNoID, nil, "id in capitals is an extension"),
        Bad("v=STSv1; id=", .recordBadID, 12, "an empty id"),
        Bad("v=STSv1; id=;", .recordBadID, 12, "an empty id before a semicolon"),
        Bad("v=STSv1; id= 1", .recordBadID, 12, "white space behind ="),
        Bad("v=STSv1; id=test-123", .recordBadID, 16, "a hyphen in the id"),
        Bad("v=STSv1; id=2016:08", .recordBadID, 16, "a colon in the id"),
        Bad("v=STSv1; id=\"1\"", .recordBadID, 12, "quotes round the id"),
        Bad("v=STSv1; id=1,", .recordBadID, 13, "a comma in place of a semicolon"),
        Bad("v=STSv1; id=é", .recordBadID, 12, "bytes that are no ASCII"),
        Bad("v=STSv1; id=1\u{0}", .recordBadID, 13, "a NUL byte"),
        Bad("v=STSv1; id=1\r\n", .recordBadID, 13, "a line end"),
        Bad(
            "v=STSv1; id=123456789012345678901234567890123", .recordBadID, 44,
            "an id of 33 characters"),
        Bad("v=STSv1; id=test-1; id=1", .recordBadID, 16, "a bad first id, which counts"),
        Bad("v=STSv1; id =1", .recordBadExtension, 11, "white space before ="),
        Bad("v=STSv1; id", .recordBadExtension, 11, "a field without ="),
        Bad("v=STSv1; id=a; more=", .recordBadExtension, 20, "an extension without a value"),
        Bad("v=STSv1; id=a; =b", .recordBadExtension, 15, "an extension without a name"),
        Bad("v=STSv1; id=a; -b=c", .recordBadExtension, 15, "a name that begins with a hyphen"),
        Bad("v=STSv1; id=a; _b=c", .recordBadExtension, 15, "a name that begins with _"),
        Bad("v=STSv1; id=a; 1%=a", .recordBadExtension, 16, "a percent sign in a name"),
        Bad("v=STSv1; id=a; test==", .recordBadExtension, 20, "= in a value"),
        Bad("v=STSv1; id=a; b=c=d", .recordBadExtension, 18, "= within a value"),
        Bad("v=STSv1; id=a; b=c d", .recordBadExtension, 19, "a space within a value"),
        Bad("v=STSv1; id=a; b=ü", .recordBadExtension, 17, "a value that is no ASCII"),
        Bad("v=STSv1; id=a b=c", .recordBadExtension, 14, "no semicolon between fields"),
        Bad(
            "v=STSv1; id=a; a12345678901234567890123456789012=1", .recordBadExtension, 15,
            "a name of 33 characters"),
        Bad("v=STSv1; id=a;;", .recordBadExtension, 14, "an empty field at the end"),
        Bad("v=STSv1; id=a; ; b=c", .recordBadExtension, 15, "an empty field"),
        Bad("v=STSv1;;id=a", .recordBadExtension, 8, "an empty first field"),
        Bad("v=STSv1; id=a; id=", .recordBadExtension, 18, "a second id that is no field"),
        Bad("v=STSv0; id=1", .recordBadVersion, 6, "another version"),
        Bad("v=STSv10; id=1", .recordBadVersion, 7, "a longer version"),
        Bad("v=STSv1 id=1", .recordBadVersion, 8, "no semicolon behind the version"),
        Bad("v=STSv1, id=1", .recordBadVersion, 7, "a comma behind the version"),
        Bad("v=stsv1; id=1", .recordBadVersion, 2, "the version in small letters"),
        Bad("V=STSv1; id=1", .recordBadVersion, 0, "a capital V"),
        Bad(" v=STSv1; id=1", .recordBadVersion, 0, "white space in front"),
        Bad("v=STS1; id=1", .recordBadVersion, 5, "the drafts' version"),
        Bad("\t v=sts", .recordBadVersion, 0, "no more than what marks it"),
    ]

    /// Records of other mechanisms, or of none.
    static let foreign = [
        "", " ", "v", "v=", "v=ST", "v=spf1 -all", "v=TLSRPTv1; rua=mailto:a@b.example", "id=1",
        "\"v=STSv1; id=1\"", "v = STSv1; id=1", "id=1; v=STSv1", "x v=STSv1; id=1",
    ]

    static func answer(_ bytes: [UInt8]) -> Answer { Answer(MTASTSRecord.read([bytes])) }

    @Test(arguments: good) func accepts(row: Good) { expect(row, Self.answer) }

    @Test(arguments: bad) func refuses(row: Bad) {
        expect(row, Self.answer)
        #expect(throws: RuleViolation.self) { try MTASTSRecord.parse(row.bytes) }
        #expect(Self.answer(row.bytes).findings.last == row.code)
    }

    @Test(arguments: foreign) func discards(text: String) {
        #expect(MTASTSRecord.read([bytes(text)]) == TXTSetReading(.absent))
    }

    @Test func readsFields() throws {
        let (record, findings) = try MTASTSRecord.parse(bytes("v=STSv1; a=b; id=x1"))
        #expect(record.id == "x1")
        #expect(record.extensions == [RecordField(name: "a", value: "b")])
        #expect(findings.isEmpty)
    }
}
