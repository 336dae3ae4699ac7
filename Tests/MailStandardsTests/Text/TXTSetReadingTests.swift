import MailStandards
import Testing

/// The rules for the whole TXT set at a name (RFC 8461 §3.1); MTA-STS stands for all.
@Suite struct TXTSetReadingTests {
    enum Expected: Sendable {
        case absent, valid, invalid
        case multiple(Int)
    }

    static let sets: [([String], Expected, String)] = [
        ([], .absent, "no record"),
        (["v=spf1 -all"], .absent, "a wildcard's SPF record"),
        (["v=STSv1; id=1"], .valid, "one record"),
        (
            ["v=spf1 -all", "v=STSv1; id=1", "google-site-verification=x"], .valid,
            "one among others"
        ),
        (["v=STSv1; id=1", "v=STSv1"], .valid, "the second does not begin with v=STSv1;"),
        (["v=STSv1; id=1", "v=STSv2; id=1"], .valid, "the second is of another version"),
        (["v=STSv1; id=1", "V=STSv1; id=1"], .valid, "the second is in other letters"),
        (["v=STSv1; id=1", "v=STSv1; id=2"], .multiple(2), "two records"),
        (["v=STSv1; id=1", "v=STSv1 ; id=2"], .multiple(2), "two, one with white space"),
        (["v=STSv1; id=1", "v=STSv1;"], .multiple(2), "two, one of them broken"),
        (["v=STSv1;", "x", "v=STSv1;", "v=STSv1;;"], .multiple(3), "three broken ones"),
        (["v=STSv1;"], .invalid, "one record, broken"),
        (["v=stsv1; id=1"], .invalid, "none is left, but one was meant"),
        (["v=spf1 -all", " V=STS"], .invalid, "none is left, but one among others was meant"),
        (["v=STSv1", "v=STSv1"], .invalid, "none is left, though two were meant"),
    ]

    @Test(arguments: sets) func counts(set: [String], expected: Expected, reason: String) {
        let state = MTASTSRecord.read(set.map(bytes)).state
        switch (state, expected) {
        case (.absent, .absent), (.valid, .valid), (.invalid, .invalid): break
        case (.multiple(let count), .multiple(let wanted)): #expect(count == wanted)
        default: Issue.record("\(reason): \(state)")
        }
    }

    @Test func namesTheKindOfEachState() {
        func codes(_ set: String...) -> [FindingCode] {
            MTASTSRecord.read(set.map(bytes)).findings.map(\.code)
        }
        #expect(codes() == [])
        #expect(codes("v=STSv1; id=1") == [])
        #expect(codes("v=STSv1;") == [.recordNoID])
        #expect(codes("v=STSv2;") == [.recordBadVersion])
        #expect(codes("v=STSv1;", "v=STSv1;") == [.recordMultiple])
        #expect(codes("v=STSv1 ;id=") == [.recordSpaceBeforeSemicolon, .recordBadID])
    }

    @Test func givesTheRecordOnlyWhereItIsValid() {
        #expect(MTASTSRecord.read([bytes("v=STSv1; id=7")]).record?.id == "7")
        #expect(MTASTSRecord.read([bytes("v=STSv1;")]).record == nil)
        #expect(MTASTSRecord.read([]).record == nil)
    }
}
