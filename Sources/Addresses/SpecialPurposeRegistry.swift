/// The IANA registries of special-purpose addresses (RFC 6890, RFC 8190), and what else is no
/// unicast address of the public Internet.
///
/// https://www.iana.org/assignments/iana-ipv4-special-registry and
/// https://www.iana.org/assignments/iana-ipv6-special-registry, whole, the newest entry being of
/// April 2025 (RFC 9780).
package enum SpecialPurposeRegistry {
    /// A row of one of the registries.
    package struct Entry: Sendable {
        package let network: IPNetwork
        /// The registry's name for it.
        package let name: String
        /// `RFC 1918`
        package let source: String
        /// The registry's column "Globally Reachable"; "N/A" and blank count as no.
        package let isGloballyReachable: Bool

        init(_ network: String, _ name: String, _ source: String, reachable: Bool = false) {
            self.network = IPNetwork(network)!
            self.name = name
            self.source = source
            isGloballyReachable = reachable
        }
    }

    /// Every entry of both families; where one lies in another, the narrower decides.
    package static let entries: [Entry] = ipv4 + ipv6

    /// The addresses of a family that are not globally reachable.
    static func unreachable(_ family: IPAddress.Family) -> AddressRangeSet {
        var set = AddressRangeSet()
        let widestFirst = entries.filter { $0.network.family == family }
            .sorted { $0.network.prefixLength < $1.network.prefixLength }
        for entry in widestFirst {
            if entry.isGloballyReachable {
                set.remove(entry.network.numbers)
            } else {
                set.insert(entry.network.numbers)
            }
        }
        return set
    }
}
