internal import COpenSSL
package import Observations

/// The certificates that were looked at last, parsed: whoever probes, verifies, compares and
/// describes a certificate shares one parsed form of it.
///
/// Why: OpenSSL 3.0 decodes the public key whenever it parses a certificate, at 0.2 ms each,
/// which is more than the check of a signature.
package final class ParsedCertificates: Sendable {
    private let known: RecencyCache<Digest, Certificate>

    /// - Parameter capacity: how many certificates are kept, at some 10 KB each.
    package init(capacity: Int = 1_024) { known = RecencyCache(capacity: capacity) }

    /// What stands in a certificate; nil for what is none in DER, or has something behind it.
    package func facts(of der: CertificateDER) -> CertificateFacts? {
        let digest = Digest(der.bytes)
        return certificate(der, digest).map { CertificateFacts($0, sha256: digest.bytes) }
    }

    /// Nil for what is no certificate in DER, or has something behind it.
    func certificate(_ der: CertificateDER) -> Certificate? {
        certificate(der, Digest(der.bytes))
    }

    /// Takes in an `X509 *` that a handshake has parsed, and that stays the handshake's as well.
    func remember(_ pointer: OpaquePointer, as der: CertificateDER) {
        let digest = Digest(der.bytes)
        guard known[digest] == nil else { return }
        X509_up_ref(pointer)
        known[digest] = Certificate(owning: pointer)
    }

    private func certificate(_ der: CertificateDER, _ digest: Digest) -> Certificate? {
        if let certificate = known[digest] { return certificate }
        guard let certificate = Certificate(der) else { return nil }
        known[digest] = certificate
        return certificate
    }
}
