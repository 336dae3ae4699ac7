package import Observations

extension CertificateDER {
    /// The SHA-256 of the DER (FIPS 180-4), by which a certificate is known: 32 bytes.
    package var sha256: [UInt8] { Digest(bytes).bytes }
}
