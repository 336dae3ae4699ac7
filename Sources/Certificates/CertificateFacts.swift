package import Observations

/// What stands in a certificate (RFC 5280 §4.1), for people and for queries.
///
/// Texts are printable ASCII; what is not stands escaped. They are cut at ``textLimit`` bytes,
/// the names at ``nameLimit``.
package struct CertificateFacts: Sendable, Equatable {
    package static let textLimit = 2_048
    package static let nameLimit = 256

    /// Of the whole certificate.
    package var sha256: [UInt8]
    /// Of its SubjectPublicKeyInfo, as in TLSA records with selector 1.
    package var publicKeySHA256: [UInt8]
    /// RFC 2253: `CN=mx1.example.com,O=Example`; often empty.
    package var subject: String
    package var issuer: String
    /// Upper-case hexadecimal, `-` before a negative one; at most 20 bytes by RFC 5280 §4.1.2.2,
    /// of more the first 32.
    package var serial: String
    /// The DNS names of the SAN (RFC 5280 §4.2.1.6), in their order and as they stand there; any
    /// byte that is no printable ASCII is shown as `\xHH`, a backslash as `\\`.
    package var dnsNames: [String]
    /// How many DNS names there are beyond ``dnsNames``.
    package var dnsNamesOmitted: Int
    /// Nil where it is no date.
    package var notBefore: Timestamp?
    package var notAfter: Timestamp?
    /// `RSA 2048`, `ECDSA P-256`, `Ed25519`; an OID where OpenSSL cannot read the key.
    package var key: String
    /// 0 where OpenSSL cannot read the key.
    package var keyBits: Int
    /// OpenSSL's name, `sha256WithRSAEncryption`, or an OID.
    package var signatureAlgorithm: String
}
