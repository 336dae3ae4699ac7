/// What PKIX says of a certificate chain for an MX host's name, whatever the handshake did.
///
/// The first that applies, in the order `self-signed`, `untrusted`, `expired`, `not-yet-valid`,
/// `host-mismatch`, `other` (RFC 8461 §4.2, RFC 6125: DNS-ID only, a CN does not count).
package enum CertificateVerdict: String, Sendable, Codable, CaseIterable {
    case valid, expired, untrusted, other
    case notYetValid = "not-yet-valid"
    case selfSigned = "self-signed"
    case hostMismatch = "host-mismatch"
}
