package import MailStandards
package import Observations

/// All that is known of a domain when it is judged: what the wire said, put together.
package struct DomainEvidence: Sendable {
    package var facts: DomainFacts
    /// The domain's own registrable domain; nil where it has none.
    package var registrable: DomainName?
    /// The registrable domain of the most preferred MX host; nil without MX host.
    package var provider: DomainName?
    /// The registrable domain of what the policy host is an alias of, else of the policy host
    /// itself; nil where no policy was asked for.
    package var policyProvider: DomainName?
    /// Nil where no fetch was tried, since there is no valid `_mta-sts` record.
    package var policyFetch: PolicyFetchObservation?
    /// What PKIX says of the policy host's chain for its name; nil without a chain.
    package var policyCertificate: CertificateVerdict?
    /// Nil where none was tried: the SMTP STS draft's record is not valid, or names no URI of the
    /// domain's own.
    package var draftFetch: PolicyFetchObservation?
    /// One for each MX host, the implicit one included, most preferred first, of equals the
    /// first by name; empty where the domain takes no mail or its MX lookup failed.
    package var hosts: [MXHostEvidence]

    package init(
        facts: DomainFacts, registrable: DomainName? = nil, provider: DomainName? = nil,
        policyProvider: DomainName? = nil, policyFetch: PolicyFetchObservation? = nil,
        policyCertificate: CertificateVerdict? = nil, draftFetch: PolicyFetchObservation? = nil,
        hosts: [MXHostEvidence] = []
    ) {
        self.facts = facts
        self.registrable = registrable
        self.provider = provider
        self.policyProvider = policyProvider
        self.policyFetch = policyFetch
        self.policyCertificate = policyCertificate
        self.draftFetch = draftFetch
        self.hosts = hosts
    }
}

/// All that is known of one MX host of a domain when it is judged.
package struct MXHostEvidence: Sendable {
    package var preference: UInt16
    package var facts: MXHostFacts
    /// The registrable domain of the host, or its name where it has none.
    package var operatorName: DomainName
    /// Probed address by address until one was open; empty where nothing was probed.
    package var probes: [MXProbeObservation]
    /// Why nothing was probed: `excluded`, `not-probed`; nil where the addresses were tried.
    package var notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the MX host's name; nil without a chain.
    package var certificate: CertificateVerdict?
    /// What is weak in that chain.
    package var weaknesses: [CertificateWeakness]
    /// Whether the open probe's chain matches a usable TLSA record; nil without a chain or
    /// without usable records.
    package var tlsaMatches: Bool?
    /// Whether it matches only by a SHA-256 beside which a SHA-512 of the same kind does not, so
    /// that senders that look at the strongest digest alone (RFC 7671 §9) do not deliver.
    package var tlsaMatchesByWeakerDigest: Bool

    package init(
        preference: UInt16, facts: MXHostFacts, operatorName: DomainName? = nil,
        probes: [MXProbeObservation] = [], notProbed: Reachability? = nil,
        certificate: CertificateVerdict? = nil, weaknesses: [CertificateWeakness] = [],
        tlsaMatches: Bool? = nil, tlsaMatchesByWeakerDigest: Bool = false
    ) {
        self.preference = preference
        self.facts = facts
        self.operatorName = operatorName ?? facts.host
        self.probes = probes
        self.notProbed = notProbed
        self.certificate = certificate
        self.weaknesses = weaknesses
        self.tlsaMatches = tlsaMatches
        self.tlsaMatchesByWeakerDigest = tlsaMatchesByWeakerDigest
    }
}
