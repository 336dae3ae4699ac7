/// The failures that the draft of March 2016 has a sender report, in its own words
/// (draft-margolis-smtp-sts-00 §4).
package enum SMTPSTSFailureType: String, Sendable, CaseIterable {
    case mxMismatch = "mx-mismatch"
    case certificateMismatch = "certificate-mismatch"
    case invalidCertificate = "invalid-certificate"
    case expiredCertificate = "expired-certificate"
    case starttlsNotSupported = "starttls-not-supported"
    case tlsaInvalid = "tlsa-invalid"
    case dnssecInvalid = "dnssec-invalid"
    case senderDoesNotSupportValidationMethod = "sender-does-not-support-validation-method"

    /// What RFC 8460 §4.3 calls it today.
    package var resultType: ResultType {
        switch self {
        case .starttlsNotSupported: .starttlsNotSupported
        case .certificateMismatch: .certificateHostMismatch
        case .expiredCertificate: .certificateExpired
        case .invalidCertificate: .certificateNotTrusted
        case .tlsaInvalid: .tlsaInvalid
        case .dnssecInvalid: .dnssecInvalid
        case .mxMismatch, .senderDoesNotSupportValidationMethod: .validationFailure
        }
    }
}
