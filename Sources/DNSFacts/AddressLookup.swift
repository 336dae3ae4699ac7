internal import Addresses
package import MailStandards
package import Observations

/// Looks up the addresses of a host by name.
package struct AddressLookup: Sendable {
    private let resolver: any Resolver
    private let wantsIPv6: Bool

    /// `wantsIPv6`: AAAA is asked even where there are A records.
    package init(resolver: any Resolver, wantsIPv6: Bool) {
        self.resolver = resolver
        self.wantsIPv6 = wantsIPv6
    }

    /// A first; a name that does not exist, and is no alias, needs no second question.
    package func observe(_ host: DomainName) async throws(CancellationError) -> HostAddresses {
        let ipv4 = try await lookUp(host, .a)
        var found = HostAddresses(ipv4: ipv4)
        if ipv4.answer == .noName, ipv4.canonicalName == nil { return found }
        if wantsIPv6 || ipv4.records.isEmpty { found.ipv6 = try await lookUp(host, .aaaa) }
        return found
    }

    private func lookUp(
        _ host: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<IPAddress> {
        try await resolver.lookUp(host, type).read { IPAddress(bytes: $0) }
    }
}
