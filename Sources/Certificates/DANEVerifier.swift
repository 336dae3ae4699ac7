package import MailStandards
package import Observations

/// Judges the certificate chains that MX hosts showed by TLSA records, without any network.
///
/// DANE-EE(3) compares the leaf or its key, and nothing else: dates and names do not count
/// (RFC 7672 §3.1.1). DANE-TA(2) wants a path to the record's certificate or key, dates that
/// hold, and one of the names (§3.1.2). Other usages never match (§3.1.3).
package final class DANEVerifier: Sendable {
    private let context = DANEContext(ordersDigests: true)
    private let equalDigestsContext = DANEContext(ordersDigests: false)
    private let certificates: ParsedCertificates
    private let known: RecencyCache<Digest, Known>

    private struct Known: Sendable {
        var verdict: DANEVerdict
        var window: DateWindow
    }

    /// - Parameter capacity: how many verdicts are kept, at some 200 bytes each.
    package init(
        certificates: ParsedCertificates = ParsedCertificates(), capacity: Int = 4_096
    ) {
        self.certificates = certificates
        known = RecencyCache(capacity: capacity)
    }

    /// Holds a chain, leaf first as it was shown, against the TLSA records of its host.
    ///
    /// - Parameters:
    ///   - records: any; those that are unusable (RFC 7672 §3.1.3) count for nothing.
    ///   - names: the reference identifiers of DANE-TA(2), any of which will do: the TLSA base
    ///     domain, the MX host, the domain (RFC 7672 §3.2.2).
    package func verdict(
        chain: [CertificateDER], records: [TLSARecord], names: [DomainName], at time: Timestamp
    ) -> DANEVerdict {
        let key = Self.digest(chain, records, names)
        let moment = time.seconds
        if let known = known[key], known.window.contains(moment) { return known.verdict }
        guard let parsed = CertificateChain(chain, by: certificates) else {
            let reason = chain.isEmpty ? "no certificate" : "certificate 1: not in DER"
            return DANEVerdict(matches: false, matchesByStrongestDigest: false, reason: reason)
        }
        let verdict = judge(parsed, records.filter(\.isUsableForSMTP), names, moment)
        let boundaries = parsed.dateBoundaries + dateBoundaries(of: records)
        known[key] = Known(
            verdict: verdict, window: DateWindow(around: moment, boundaries: boundaries))
        return verdict
    }

    /// Whether a record matches; see ``verdict(chain:records:names:at:)``.
    package func matches(
        chain: [CertificateDER], records: [TLSARecord], names: [DomainName], at time: Timestamp
    ) -> Bool {
        verdict(chain: chain, records: records, names: names, at: time).matches
    }

    private func judge(
        _ chain: CertificateChain, _ records: [TLSARecord], _ names: [DomainName], _ moment: Int64
    ) -> DANEVerdict {
        let strict = context.reasonAgainst(chain, records, names, at: moment)
        guard strict != nil, Set(records.map(\.matchingType)).isSuperset(of: [1, 2]) else {
            return DANEVerdict(
                matches: strict == nil, matchesByStrongestDigest: strict == nil, reason: strict)
        }
        let reason = equalDigestsContext.reasonAgainst(chain, records, names, at: moment)
        return DANEVerdict(
            matches: reason == nil, matchesByStrongestDigest: false, reason: reason)
    }

    private static func digest(
        _ chain: [CertificateDER], _ records: [TLSARecord], _ names: [DomainName]
    ) -> Digest {
        var parts = chain.map(\.bytes) + names.map { Array($0.text.utf8) }
        for record in records {
            parts.append([record.usage, record.selector, record.matchingType] + record.data)
        }
        return Digest(of: [[UInt8(clamping: chain.count), UInt8(clamping: names.count)]] + parts)
    }

    /// Those of trust anchors that stand in the DNS, whole.
    private func dateBoundaries(of records: [TLSARecord]) -> [Int64] {
        records.lazy.filter { $0.usage == 2 && $0.selector == 0 && $0.matchingType == 0 }
            .compactMap { self.certificates.certificate(CertificateDER(bytes: $0.data)) }
            .flatMap(\.dateBoundaries)
    }
}
