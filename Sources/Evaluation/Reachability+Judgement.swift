internal import Observations

extension MXHostEvidence {
    /// The probe of the address that is open; nil where none is.
    var openProbe: MXProbeObservation? { probes.first { $0.reachability == .open } }

    /// The one word for all addresses of the host: the first that is open, else the first that
    /// applies of those below.
    ///
    /// What the exclusion list forbids comes first, since nothing was asked; then what the DNS
    /// alone says (`no-address`, `dns-error`); then what the addresses said; then why they were
    /// not asked.
    var reachability: Reachability {
        if notProbed == .excluded, probes.isEmpty { return .excluded }
        if let known = facts.reachabilityWithoutAddress { return known }
        let seen = probes.map(\.reachability)
        return Self.order.first { seen.contains($0) } ?? notProbed ?? .notProbed
    }

    private static let order: [Reachability] = [
        .open, .busy, .notSMTP, .timeout, .refused, .unreachable, .refusedAddress, .excluded,
    ]
}

extension MXHostFacts {
    /// `no-address` or `dns-error`; nil where an address is known or none was asked for.
    ///
    /// One lookup that failed is enough for `dns-error` where the other found nothing: the
    /// address may stand there.
    fileprivate var reachabilityWithoutAddress: Reachability? {
        let asked = [ipv4, ipv6].compactMap { $0 }
        guard !asked.isEmpty, addresses.isEmpty else { return nil }
        return asked.contains { $0.isFailed } ? .dnsError : .noAddress
    }
}
