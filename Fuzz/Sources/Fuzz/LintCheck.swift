@testable internal import MailStandards

/// A text read beyond its first fault, and what was probably meant by it. The first byte tells what
/// it is to be.
enum LintCheck {
    static func run(_ bytes: [UInt8]) {
        let text = Array(bytes.dropFirst())
        switch bytes.first {
        case UInt8(ascii: "m"):
            expect(MTASTSRecord.check(text), text, violation(MTASTSRecord.read([text])))
            MTASTSRecord.probablyMeant(by: text).map(RecordCheck.expectStable)
        case UInt8(ascii: "t"):
            expect(TLSRPTRecord.check(text), text, violation(TLSRPTRecord.read([text])))
            TLSRPTRecord.probablyMeant(by: text).map(RecordCheck.expectStable)
        case UInt8(ascii: "d"):
            expect(SMTPSTSRecord.check(text), text, violation(SMTPSTSRecord.read([text])))
            SMTPSTSRecord.probablyMeant(by: text).map(RecordCheck.expectStable)
        case UInt8(ascii: "p"):
            expect(MTASTSPolicy.check(text), text, violation(MTASTSPolicy.read(text)))
            MTASTSPolicy.probablyMeant(by: text).map(PolicyCheck.expectStable)
        default: break
        }
    }

    private static func expect(_ check: RuleCheck, _ text: [UInt8], _ strict: RuleViolation?) {
        require(check.violations.first == strict, "the strict reading's violation comes first")
        require(check.violations.count <= 20, "violations have a limit")
        for violation in check.violations {
            require((0...text.count).contains(violation.offset ?? 0), "an offset in the text")
            require(violation.code != nil, "a violation has a code")
        }
    }

    private static func violation<Record>(_ reading: TXTSetReading<Record>) -> RuleViolation? {
        if case .invalid(let violation) = reading.state { violation } else { nil }
    }

    private static func violation(_ reading: MTASTSPolicyReading) -> RuleViolation? {
        if case .invalid(let violation) = reading.state { violation } else { nil }
    }
}
