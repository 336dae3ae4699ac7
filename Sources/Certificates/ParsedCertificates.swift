internal import COpenSSL
package import Observations

/// The certificates that were looked at last, parsed: whoever probes, verifies, compares and
/// describes a certificate shares one parsed form of it.
///
/// Why: OpenSSL 3.0 decodes the public key whenever it parses a certificate, at 0.2 ms each,
/// which is more than the check of a signature.
package final class ParsedCertificates: Sendable {
    /// Nil in it is what was found to be none, which takes as long to find out.
    private let known: RecencyCache<Digest, Certificate?>

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
        if case .some(.some) = known[digest] { return }
        X509_up_ref(pointer)
        known[digest] = Certificate(owning: pointer)
    }

    private func certificate(_ der: CertificateDER, _ digest: Digest) -> Certificate? {
        if let certificate = known[digest] { return certificate }
        let certificate = Certificate(der)
        known[digest] = .some(certificate)
        return certificate
    }
}
