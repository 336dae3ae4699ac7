internal import Addresses
internal import Glibc

/// Whether this machine can send to an address at all, asked of its routing table alone.
enum Route {
    /// Whether the family has a route to the public Internet, or to one of the allowed networks.
    static func exists(_ family: IPAddress.Family, allowed: [IPNetwork]) -> Bool {
        let policy = AddressPolicy(allowed: allowed)
        let targets = [far(family)].compactMap(\.self) + allowed.map(\.first)
        return targets.filter { $0.family == family }.compactMap(policy.permit)
            .contains(where: exists)
    }

    /// Whether there is a way to the address.
    static func exists(to target: PermittedAddress) -> Bool { source(to: target) != nil }

    /// The address that this machine sends from into the public Internet; nil without a route.
    static func source(_ family: IPAddress.Family) -> IPAddress? {
        far(family).flatMap(AddressPolicy().permit).flatMap(source(to:))
    }

    /// Of AS112, and of a public resolver: any address of the public Internet would do.
    private static func far(_ family: IPAddress.Family) -> IPAddress? {
        IPAddress(family == .ipv4 ? "192.175.48.1" : "2620:fe::fe")
    }

    /// The address that this machine sends from to another. A UDP socket's connect sends nothing;
    /// it only looks for a route.
    private static func source(to target: PermittedAddress) -> IPAddress? {
        let isIPv4 = target.address.family == .ipv4
        let descriptor = socket(
            isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard target.connect(descriptor, port: 25) == 0 else { return nil }
        if isIPv4 {
            var own = sockaddr_in()
            guard name(descriptor, &own) else { return nil }
            return withUnsafeBytes(of: own.sin_addr) { IPAddress(bytes: Array($0)) }
        }
        var own = sockaddr_in6()
        guard name(descriptor, &own) else { return nil }
        return withUnsafeBytes(of: own.sin6_addr) { IPAddress(bytes: Array($0)) }
    }

    private static func name<Address>(_ descriptor: Int32, _ own: inout Address) -> Bool {
        var length = socklen_t(MemoryLayout<Address>.size)
        return withUnsafeMutablePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length) == 0
            }
        }
    }
}
