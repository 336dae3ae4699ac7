/// What makes a certificate weak, though a path may hold: found by measuring, never a failure.
package enum CertificateWeakness: Hashable, Sendable {
    /// A public key of under 112 bits of strength (RFC 9325 §4.5): `certificate 1: RSA 1024`.
    case key(String)
    /// A signature whose digest has under 112 bits of strength, such as MD5 or SHA-1 (RFC 9155):
    /// `certificate 2: sha1WithRSAEncryption`.
    case digest(String)
}
