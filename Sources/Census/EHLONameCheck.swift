internal import Addresses
internal import DNSFacts
internal import MailStandards
internal import Observations

/// Whether the name that the scanner gives in EHLO leads back to it, as receivers like to check
/// (RFC 5321 §4.1.4), and people who wonder who that is.
struct EHLONameCheck: Sendable {
    let resolver: any Resolver
    /// The addresses that this machine sends from, one in each family.
    let ownAddresses: [IPAddress]

    /// What speaks against the name, in a sentence for people; nil if nothing does.
    func doubt(_ name: String) async throws -> String? {
        // An address literal names no host.
        if name.hasPrefix("[") { return nil }
        guard let host = DomainName(name), name.contains(".") else {
            return "'\(name)' is no full host name: mail servers may turn such a client away"
        }
        let known = try await AddressLookup(resolver: resolver, wantsIPv6: true).observe(host)
        let found = known.all
        guard !found.isEmpty else {
            let reason = known.absence ?? ""
            return known.isFailed
                ? "'\(name)' could not be looked up: \(reason)"
                : "'\(name)' has no address (\(reason)): mail servers may turn such a client away"
        }
        guard let ours = found.first(where: ownAddresses.contains) else {
            return foreign(name, found)
        }
        guard try await leadsBack(ours) else {
            return
                "'\(name)' has the address \(ours), which has no reverse name that leads back to "
                + "it: mail servers may turn such a client away"
        }
        return nil
    }

    private func foreign(_ name: String, _ found: [IPAddress]) -> String? {
        guard !ownAddresses.isEmpty else { return nil }
        let theirs = found.map(\.description).joined(separator: ", ")
        let own = ownAddresses.map(\.description).joined(separator: ", ")
        let isBehindNAT = !ownAddresses.contains(where: AddressPolicy().permits)
        return "'\(name)' has the address \(theirs), and this machine sends from \(own)"
            + (isBehindNAT
                ? ": behind NAT it cannot be told from here whether the name leads back to it"
                : ": the name does not lead back to this machine")
    }

    /// One of the address's reverse names has that address (forward-confirmed reverse DNS).
    private func leadsBack(_ address: IPAddress) async throws -> Bool {
        guard let reverse = DomainName(address.reverseName) else { return false }
        let answer = try await resolver.lookUp(reverse, .ptr)
        for record in answer.records.prefix(8) {
            guard let name = DomainName(wire: record.bytes[...]) else { continue }
            let lookup = AddressLookup(resolver: resolver, wantsIPv6: address.family == .ipv6)
            if try await lookup.observe(name).all.contains(address) { return true }
        }
        return false
    }
}

extension HostAddresses {
    /// Whether a lookup failed, so that there may be an address that was not seen.
    fileprivate var isFailed: Bool { [ipv4, ipv6].contains { $0?.failure != nil } }
}
