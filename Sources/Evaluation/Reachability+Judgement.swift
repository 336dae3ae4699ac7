internal import Observations

extension MXHostEvidence {
    /// Which of ``probes`` is that of the address that is open; nil where none is.
    ///
    /// Why not the probe: it is large, and this is asked for often.
    var openIndex: Int? { probes.indices.first { probes[$0].reachability == .open } }

    var isOpen: Bool { openIndex != nil }

    /// The one word for all addresses of the host: the first that is open, else the first that
    /// applies of those below.
    ///
    /// What the exclusion list forbids comes first, since nothing was asked; then what the DNS
    /// alone says (`no-address`, `dns-error`); then what the addresses said; then why they were
    /// not asked.
    var reachability: Reachability {
        if isOpen { return .open }
        if notProbed == .excluded, probes.isEmpty { return .excluded }
        if let known = facts.reachabilityWithoutAddress { return known }
        let seen = probes.map(\.reachability)
        return Self.order.first { seen.contains($0) } ?? notProbed ?? .notProbed
    }

    private static let order: [Reachability] = [
        .busy, .notSMTP, .timeout, .refused, .unreachable, .refusedAddress, .excluded,
    ]
}

extension MXHostFacts {
    /// `no-address` or `dns-error`; nil where an address is known or none was asked for.
    ///
    /// One lookup that failed is enough for `dns-error` where the other found nothing: the
    /// address may stand there.
    var reachabilityWithoutAddress: Reachability? {
        let asked = [ipv4, ipv6].compactMap { $0 }
        guard !asked.isEmpty, asked.allSatisfy({ $0.records.isEmpty }) else { return nil }
        return asked.contains { $0.isFailed } ? .dnsError : .noAddress
    }
}
