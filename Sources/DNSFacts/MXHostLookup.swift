internal import Addresses
package import MailStandards
package import Observations

/// Looks up what the DNS says about an MX host: addresses, then TLSA.
package struct MXHostLookup: Sendable {
    private let resolver: any Resolver
    private let addressLookup: AddressLookup

    package init(resolver: any Resolver, addressLookup: AddressLookup) {
        self.resolver = resolver
        self.addressLookup = addressLookup
    }

    /// TLSA is asked for of every host that exists; below a name that does not there is nothing
    /// (RFC 8020), and behind an alias that leads nowhere nothing to protect.
    ///
    /// Why not of such an alias: behind ``ResolverOptions/Mode/forward(_:)`` to an Unbound 1.17 with
    /// QNAME minimisation the names below it come with the alias's own answer, which is bogus.
    package func observe(_ host: DomainName) async throws(CancellationError) -> MXHostFacts {
        let addresses = try await addressLookup.observe(host)
        var facts = MXHostFacts(host: host, ipv4: addresses.ipv4, ipv6: addresses.ipv6)
        if addresses.ipv4?.answer == .noName { return facts }
        try await lookUpTLSA(&facts)
        if addresses.canonicalName != nil { try await lookUpAlias(&facts) }
        return facts
    }

    /// At the end of a secure CNAME chain first, then at the host itself (RFC 7672 §2.2.2).
    private func lookUpTLSA(_ facts: inout MXHostFacts) async throws(CancellationError) {
        let addresses = [facts.ipv4, facts.ipv6].compactMap { $0 }.first { !$0.records.isEmpty }
        if let addresses, let canonical = addresses.canonicalName, addresses.dnssec == .secure {
            let outcome = try await tlsa(canonical)
            if outcome.answer != .noName, outcome.answer != .noData {
                facts.tlsa = outcome
                facts.tlsaBase = canonical
                return
            }
        }
        facts.tlsa = try await tlsa(facts.host)
    }

    /// Asks for the host's own CNAME record, whose security the insecure addresses behind it hide.
    ///
    /// Only where it decides whether TLSA counts: the lookup failed, or gave secure records.
    private func lookUpAlias(_ facts: inout MXHostFacts) async throws(CancellationError) {
        guard !facts.addressesSecure, let tlsa = facts.tlsa,
            tlsa.failure != nil || tlsa.dnssec == .secure && !tlsa.records.isEmpty
        else { return }
        let alias = try await resolver.lookUp(facts.host, .cname)
        facts.aliasSecure = !alias.records.isEmpty && alias.dnssec == .secure
    }

    private func tlsa(
        _ base: DomainName
    ) async throws(CancellationError) -> LookupOutcome<TLSARecord> {
        guard let name = base.child("_25._tcp") else { return LookupOutcome(.noName) }
        return try await resolver.lookUp(name, .tlsa).read { bytes in
            guard bytes.count >= 3 else { return nil }
            return TLSARecord(
                usage: bytes[0], selector: bytes[1], matchingType: bytes[2],
                data: Array(bytes[3...]))
        }
    }
}
