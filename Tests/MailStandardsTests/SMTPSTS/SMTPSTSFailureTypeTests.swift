import MailStandards
import Testing

@Suite struct SMTPSTSFailureTypeTests {
    static let rows: [(String, String)] = [
        ("starttls-not-supported", "starttls-not-supported"),
        ("certificate-mismatch", "certificate-host-mismatch"),
        ("expired-certificate", "certificate-expired"),
        ("invalid-certificate", "certificate-not-trusted"),
        ("tlsa-invalid", "tlsa-invalid"),
        ("dnssec-invalid", "dnssec-invalid"),
        ("mx-mismatch", "validation-failure"),
        ("sender-does-not-support-validation-method", "validation-failure"),
    ]

    @Test(arguments: rows) func isCalledToday(draft: String, today: String) {
        #expect(SMTPSTSFailureType(rawValue: draft)?.resultType.rawValue == today)
    }

    @Test func areAllInTheTable() {
        #expect(SMTPSTSFailureType.allCases.count == Self.rows.count)
    }
}
