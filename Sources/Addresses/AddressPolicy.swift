/// An address that may be contacted, which is all that a connection can be opened to.
///
/// ``AddressPolicy/permit(_:)`` alone makes one, so that whoever wants to connect has asked it, and
/// about the very address that is connected to.
package struct PermittedAddress: Hashable, Sendable {
    package let address: IPAddress

    fileprivate init(_ address: IPAddress) { self.address = address }
}

/// Which addresses may be contacted: those that are globally reachable, and those that the user
/// allows.
///
/// IPv4 that stands in IPv6 (IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo) is refused
/// whatever it holds, unless an IPv6 network is allowed that covers it: where such a packet ends
/// depends on the path, so nobody who allows `10.0.0.0/8` means `2002:a00:1::` too.
package struct AddressPolicy: Sendable {
    private let refusedIPv4: AddressRangeSet
    private let refusedIPv6: AddressRangeSet

    /// - Parameter allowed: networks that may be contacted though they are not globally
    ///   reachable.
    package init(allowed: [IPNetwork] = []) {
        refusedIPv4 = Self.refused(.ipv4, allowed)
        refusedIPv6 = Self.refused(.ipv6, allowed)
    }

    /// The address as one that can be connected to; nil where it may not be contacted.
    package func permit(_ address: IPAddress) -> PermittedAddress? {
        permits(address) ? PermittedAddress(address) : nil
    }

    /// Whether a connection to the address may be made.
    package func permits(_ address: IPAddress) -> Bool {
        !refused(address.family).contains(address.number)
    }

    /// The fewest networks that hold all refused addresses, and none that is permitted.
    ///
    /// It is for blocklists that know no exceptions, such as libunbound's
    /// `do-not-query-address`.
    package func refusedNetworks(_ family: IPAddress.Family) -> [IPNetwork] {
        refused(family).networks(family)
    }

    private func refused(_ family: IPAddress.Family) -> AddressRangeSet {
        family == .ipv4 ? refusedIPv4 : refusedIPv6
    }

    private static func refused(
        _ family: IPAddress.Family, _ allowed: [IPNetwork]
    ) -> AddressRangeSet {
        var refused = SpecialPurposeRegistry.unreachable(family)
        for network in allowed where network.family == family { refused.remove(network.numbers) }
        return refused
    }
}
