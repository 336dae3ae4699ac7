internal import Glibc

extension PermittedAddress {
    /// Begins to connect a socket to the address; 0, or an errno, EINPROGRESS among them.
    ///
    /// No other function of ours connects a socket. libcurl does so too, with the sockets that
    /// `CurlTransfer` opens for one of these addresses, and libunbound, whose list of addresses it
    /// must not ask is ``AddressPolicy/refusedNetworks(_:)``.
    package func connect(_ descriptor: Int32, port: UInt16) -> Int32 {
        let status =
            switch address.family {
            case .ipv4: Self.withBytes(of: ipv4(port)) { Glibc.connect(descriptor, $0, $1) }
            case .ipv6: Self.withBytes(of: ipv6(port)) { Glibc.connect(descriptor, $0, $1) }
            }
        return status == 0 ? 0 : errno
    }

    private func ipv4(_ port: UInt16) -> sockaddr_in {
        var to = sockaddr_in()
        to.sin_family = sa_family_t(AF_INET)
        to.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &to.sin_addr) { $0.copyBytes(from: address.bytes) }
        return to
    }

    private func ipv6(_ port: UInt16) -> sockaddr_in6 {
        var to = sockaddr_in6()
        to.sin6_family = sa_family_t(AF_INET6)
        to.sin6_port = port.bigEndian
        withUnsafeMutableBytes(of: &to.sin6_addr) { $0.copyBytes(from: address.bytes) }
        return to
    }

    private static func withBytes<Address>(
        of address: Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
