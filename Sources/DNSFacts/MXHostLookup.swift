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

    /// Asks A, AAAA where it is wanted, and TLSA where there is an address.
    package func observe(_ host: DomainName) async throws(CancellationError) -> MXHostFacts {
        let addresses = try await addressLookup.observe(host)
        var facts = MXHostFacts(host: host, ipv4: addresses.ipv4, ipv6: addresses.ipv6)
        guard !facts.addresses.isEmpty else { return facts }
        try await lookUpTLSA(&facts)
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
