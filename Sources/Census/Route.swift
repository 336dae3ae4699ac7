internal import Addresses
internal import Glibc

/// Whether this machine can send to an address at all, asked of its routing table alone.
enum Route {
    /// Whether the family has a route to the public Internet, or to one of the allowed networks.
    static func exists(_ family: IPAddress.Family, allowed: [IPNetwork]) -> Bool {
        let probe = family == .ipv4 ? "192.88.99.1" : "2620:fe::fe"
        let targets = [IPAddress(probe)].compactMap { $0 } + allowed.map(\.first)
        return targets.contains { $0.family == family && exists(to: $0) }
    }

    /// A UDP socket's connect sends nothing; it only looks for a route.
    static func exists(to address: IPAddress) -> Bool {
        let isIPv4 = address.family == .ipv4
        let descriptor = socket(
            isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if isIPv4 {
            var target = sockaddr_in()
            target.sin_family = sa_family_t(AF_INET)
            target.sin_port = in_port_t(25).bigEndian
            withUnsafeMutableBytes(of: &target.sin_addr) { $0.copyBytes(from: address.bytes) }
            return connect(descriptor, &target)
        }
        var target = sockaddr_in6()
        target.sin6_family = sa_family_t(AF_INET6)
        target.sin6_port = in_port_t(25).bigEndian
        withUnsafeMutableBytes(of: &target.sin6_addr) { $0.copyBytes(from: address.bytes) }
        return connect(descriptor, &target)
    }

    private static func connect<Address>(_ descriptor: Int32, _ target: inout Address) -> Bool {
        let length = socklen_t(MemoryLayout<Address>.size)
        return withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, length) == 0
            }
        }
    }
}
