package import MailStandards
package import Observations

/// All that is known of a domain when it is judged: what the wire said, put together.
package struct DomainEvidence: Sendable {
    package var facts: DomainFacts
    /// The registrable domain of the most preferred MX host; nil without MX host.
    package var provider: DomainName?
    /// Nil where no fetch was tried, since there is no valid `_mta-sts` record.
    package var policyFetch: PolicyFetchObservation?
    /// One for each MX host, the implicit one included, most preferred first, of equals the
    /// first by name; empty where the domain takes no mail or its MX lookup failed.
    package var hosts: [MXHostEvidence]

    package init(
        facts: DomainFacts, provider: DomainName? = nil,
        policyFetch: PolicyFetchObservation? = nil, hosts: [MXHostEvidence] = []
    ) {
        self.facts = facts
        self.provider = provider
        self.policyFetch = policyFetch
        self.hosts = hosts
    }
}

/// All that is known of one MX host of a domain when it is judged.
package struct MXHostEvidence: Sendable {
    package var preference: UInt16
    package var facts: MXHostFacts
    /// Probed address by address until one was open; empty where nothing was probed.
    package var probes: [MXProbeObservation]
    /// Why nothing was probed: `excluded`, `not-probed`; nil where the addresses were tried.
    package var notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the MX host's name; nil without a chain.
    package var certificate: CertificateVerdict?
    /// Whether the open probe's chain matches a usable TLSA record; nil without a chain or
    /// without usable records.
    package var tlsaMatches: Bool?

    package init(
        preference: UInt16, facts: MXHostFacts, probes: [MXProbeObservation] = [],
        notProbed: Reachability? = nil, certificate: CertificateVerdict? = nil,
        tlsaMatches: Bool? = nil
    ) {
        self.preference = preference
        self.facts = facts
        self.probes = probes
        self.notProbed = notProbed
        self.certificate = certificate
        self.tlsaMatches = tlsaMatches
    }
}
