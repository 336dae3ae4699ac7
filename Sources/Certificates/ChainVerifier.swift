package import MailStandards
package import Observations

/// Judges the certificate chains that MX hosts showed, by PKIX, without any network.
///
/// Verifying a path is the expensive part and does not depend on the name: it is kept, so that a
/// thousand names on one chain cost one verification, and a name check each.
package final class ChainVerifier: Sendable {
    package let trust: TrustStore
    /// The parsed certificates, for others to share.
    package let certificates: ParsedCertificates
    private let paths: RecencyCache<Digest, Path>

    /// What is known of a chain, its name apart, for as long as no date is passed.
    private struct Path: Sendable {
        /// Nil where the chain has no leaf that can be parsed.
        var leaf: Certificate?
        var verdict = PathVerdict()
        var weaknesses: [CertificateWeakness] = []
        var reasons: [String]
        var window: DateWindow
    }

    /// - Parameter capacity: how many chains are kept, at some 10 KB each.
    package init(
        trust: TrustStore, certificates: ParsedCertificates = ParsedCertificates(),
        capacity: Int = 1_024
    ) {
        self.trust = trust
        self.certificates = certificates
        paths = RecencyCache(capacity: capacity)
    }

    /// What PKIX says of a chain, leaf first as it was shown, for a host at a moment.
    ///
    /// The first that applies, in the order of ``CertificateVerdict``: `self-signed` is a leaf
    /// that signed itself and is not trusted; `untrusted` no path to a trusted root, by links that
    /// hold; `expired` and `not-yet-valid` count for every certificate of the path; `other` is
    /// what else RFC 5280 §6 forbids, a key usage that does not allow a TLS server, or a chain
    /// that is empty or broken.
    package func verdict(
        chain: [CertificateDER], host: DomainName, at time: Timestamp
    ) -> ChainVerdict {
        let path = path(of: chain, at: time.seconds)
        guard let leaf = path.leaf else { return ChainVerdict(.other, reasons: path.reasons) }
        let matches = NameCheck.matches(leaf, host)
        let reasons =
            matches ? path.reasons : path.reasons + ["the certificate is not for \(host.text)"]
        switch path.verdict.word {
        case .valid where matches: return ChainVerdict(.valid)
        case .valid where !matches, .other where !matches:
            return ChainVerdict(.hostMismatch, reasons: reasons)
        case let word: return ChainVerdict(word, reasons: reasons)
        }
    }

    /// What is weak in a chain, leaf first as it was shown, whether a path holds or not.
    package func weaknesses(of chain: [CertificateDER], at time: Timestamp) -> [CertificateWeakness]
    {
        path(of: chain, at: time.seconds).weaknesses
    }

    private func path(of chain: [CertificateDER], at moment: Int64) -> Path {
        let key = Digest(of: chain.map(\.bytes))
        if let known = paths[key], known.window.contains(moment) { return known }
        let path = verify(chain, at: moment)
        paths[key] = path
        return path
    }

    private func verify(_ chain: [CertificateDER], at moment: Int64) -> Path {
        guard let parsed = CertificateChain(chain, by: certificates) else {
            let reason = chain.isEmpty ? "no certificate" : "certificate 1: not in DER"
            return Path(reasons: [reason], window: DateWindow(around: moment, boundaries: []))
        }
        let verdict = PathVerification.run(parsed, trust, at: moment)
        var reasons = verdict.errors.map(\.text)
        if parsed.brokenCount > 0, !reasons.isEmpty {
            reasons.append("\(parsed.brokenCount) certificates are not in DER")
        }
        return Path(
            leaf: parsed.leaf, verdict: verdict, weaknesses: parsed.weaknesses,
            reasons: reasons,
            window: DateWindow(
                around: moment, boundaries: parsed.dateBoundaries + trust.dateBoundaries))
    }
}
