import MailStandards
import Testing

@Suite struct ResultTypeTests {
    /// RFC 8460 §4.3, in its order and words.
    @Test func areTheElevenOfTheStandard() {
        #expect(
            ResultType.allCases.map(\.rawValue) == [
                "starttls-not-supported", "certificate-host-mismatch", "certificate-expired",
                "certificate-not-trusted", "validation-failure", "tlsa-invalid",
                "dnssec-invalid", "dane-required", "sts-policy-fetch-error",
                "sts-policy-invalid", "sts-webpki-invalid",
            ])
    }
}
