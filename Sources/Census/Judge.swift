internal import Certificates
internal import Evaluation
internal import MailStandards
internal import Observations
internal import PublicSuffixes

/// Puts what the wire said of a domain together and judges it: the one way from observations to
/// rows, in a scan and whenever a run is judged again.
struct Judge: Sendable {
    let suffixes: PublicSuffixList
    let trust: ChainVerifier
    let daneVerifier: DANEVerifier
    /// The moment at which certificates are judged: the run's beginning.
    let time: Timestamp

    init(suffixes: PublicSuffixList, trust: ChainVerifier, time: Timestamp) {
        self.suffixes = suffixes
        self.trust = trust
        daneVerifier = DANEVerifier(certificates: trust.certificates)
        self.time = time
    }

    /// The registrable domain of an MX host's name, or the name where it has none.
    func operatorName(of host: DomainName) -> DomainName {
        suffixes.registrableDomain(of: host) ?? host
    }

    /// What PKIX says of the chain that a probe saw, for a host's name; nil without a chain.
    func certificate(
        _ probe: MXProbeObservation?, _ host: DomainName
    ) -> CertificateVerdict? {
        probe.flatMap { verdict($0.chain, host) }
    }

    /// All of an MX host that does not depend on the domain.
    func entry(
        _ facts: MXHostFacts, probes: [MXProbeObservation] = [], notProbed: Reachability? = nil
    ) -> MXHostEntry {
        let chain = probes.open?.chain ?? []
        return MXHostEntry(
            facts: facts, probes: probes, notProbed: notProbed,
            certificate: verdict(chain, facts.host),
            weaknesses: chain.isEmpty ? [] : trust.weaknesses(of: chain, at: time))
    }

    /// - Parameter hosts: one for each of `facts.mxHosts`, in their order.
    func evidence(
        _ facts: DomainFacts, policyFetch: PolicyFetchObservation?,
        draftFetch: PolicyFetchObservation?, hosts: [MXHostEntry]
    ) -> DomainEvidence {
        var evidence = DomainEvidence(
            facts: facts, policyFetch: policyFetch, draftFetch: draftFetch,
            hosts: zip(facts.mxHosts, hosts).map { self.evidence($0, $1, facts) })
        evidence.provider = hosts.first.flatMap {
            suffixes.registrableDomain(of: $0.facts.host)
        }
        // Of the many without a policy nobody asks whose it is.
        if let policyFetch, let host = facts.domain.child("mta-sts") {
            evidence.registrable = suffixes.registrableDomain(of: facts.domain)
            evidence.policyProvider = suffixes.registrableDomain(
                of: policyFetch.canonicalName ?? host)
            evidence.policyCertificate = verdict(policyFetch.chain, host)
        }
        return evidence
    }

    private func evidence(
        _ record: MXRecord, _ entry: MXHostEntry, _ facts: DomainFacts
    ) -> MXHostEvidence {
        let dane = daneVerdict(entry, facts)
        return MXHostEvidence(
            preference: record.preference, facts: entry.facts,
            operatorName: operatorName(of: entry.facts.host), probes: entry.probes,
            notProbed: entry.notProbed, certificate: entry.certificate,
            weaknesses: entry.weaknesses, tlsaMatches: dane?.matches,
            tlsaMatchesByWeakerDigest: dane.map { $0.matches && !$0.matchesByStrongestDigest }
                ?? false)
    }

    /// A DANE-TA certificate may carry the name of the domain, or of what it is an alias of,
    /// instead of the TLSA base domain (RFC 7672 §3.2.2), so this is asked for each domain.
    private func daneVerdict(_ entry: MXHostEntry, _ facts: DomainFacts) -> DANEVerdict? {
        let usable = entry.facts.tlsa?.records.filter(\.isUsableForSMTP) ?? []
        guard !usable.isEmpty, let chain = entry.openProbe?.chain, !chain.isEmpty else {
            return nil
        }
        return daneVerifier.verdict(
            chain: chain, records: usable,
            names: [entry.facts.tlsaBase, facts.domain, facts.mx.canonicalName].compactMap(\.self),
            at: time)
    }

    private func verdict(_ chain: [CertificateDER], _ host: DomainName) -> CertificateVerdict? {
        chain.isEmpty ? nil : trust.verdict(chain: chain, host: host, at: time).word
    }
}
