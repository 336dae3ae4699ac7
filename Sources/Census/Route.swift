internal import Addresses
internal import Glibc

/// Whether this machine can send to an address at all, asked of its routing table alone.
enum Route {
    /// Whether the family has a route to the public Internet, or to one of the allowed networks.
    static func exists(_ family: IPAddress.Family, allowed: [IPNetwork]) -> Bool {
        let targets = [IPAddress(publicAddress(family))].compactMap { $0 } + allowed.map(\.first)
        return targets.contains { $0.family == family && exists(to: $0) }
    }

    /// Whether there is a way to the address.
    static func exists(to address: IPAddress) -> Bool { source(to: address) != nil }

    /// The address that this machine sends from into the public Internet; nil without a route.
    static func source(_ family: IPAddress.Family) -> IPAddress? {
        IPAddress(publicAddress(family)).flatMap(source(to:))
    }

    private static func publicAddress(_ family: IPAddress.Family) -> String {
        family == .ipv4 ? "192.88.99.1" : "2620:fe::fe"
    }

    /// The address that this machine sends from to another. A UDP socket's connect sends nothing;
    /// it only looks for a route.
    private static func source(to address: IPAddress) -> IPAddress? {
        let isIPv4 = address.family == .ipv4
        let descriptor = socket(
            isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if isIPv4 {
            var target = sockaddr_in()
            target.sin_family = sa_family_t(AF_INET)
            target.sin_port = in_port_t(25).bigEndian
            withUnsafeMutableBytes(of: &target.sin_addr) { $0.copyBytes(from: address.bytes) }
            guard connect(descriptor, &target) else { return nil }
            var own = sockaddr_in()
            guard name(descriptor, &own) else { return nil }
            return withUnsafeBytes(of: own.sin_addr) { IPAddress(bytes: Array($0)) }
        }
        var target = sockaddr_in6()
        target.sin6_family = sa_family_t(AF_INET6)
        target.sin6_port = in_port_t(25).bigEndian
        withUnsafeMutableBytes(of: &target.sin6_addr) { $0.copyBytes(from: address.bytes) }
        guard connect(descriptor, &target) else { return nil }
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

    private static func connect<Address>(_ descriptor: Int32, _ target: inout Address) -> Bool {
        let length = socklen_t(MemoryLayout<Address>.size)
        return withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, length) == 0
            }
        }
    }
}
