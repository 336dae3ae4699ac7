internal import Addresses
internal import EventLoop
internal import Glibc

/// What became of a read or a write that does not block.
enum SocketProgress {
    case bytes(Int)
    case waits(SocketInterest)
    /// The peer has ended the connection in order.
    case closed
    /// An errno.
    case failed(Int32)
    case tlsFailed(TLSError)
}

/// The few socket calls of a probe, none of which blocks.
enum Socket {
    static let chunk = 4_096

    static func open(_ family: IPAddress.Family) throws(ProbeFailure) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard
            let fd = FileShortage.socket(family == .ipv4 ? AF_INET : AF_INET6, type, 0)
        else { throw .connecting(errno) }
        // Else EHLO waits in the kernel for the acknowledgement of our Finished.
        var one: Int32 = 1
        setsockopt(
            fd, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return fd
    }

    /// Begins to connect; 0, or an errno, EINPROGRESS among them.
    static func connect(_ fd: Int32, to address: IPAddress, port: UInt16) -> Int32 {
        let status =
            switch address.family {
            case .ipv4: withBytes(of: ipv4(address, port)) { Glibc.connect(fd, $0, $1) }
            case .ipv6: withBytes(of: ipv6(address, port)) { Glibc.connect(fd, $0, $1) }
            }
        return status == 0 ? 0 : errno
    }

    /// How connecting has ended: 0 or an errno.
    static func pendingError(_ fd: Int32) -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    static func send(_ fd: Int32, _ bytes: ArraySlice<UInt8>) -> SocketProgress {
        let count = bytes.withUnsafeBytes {
            Glibc.send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        return count >= 0 ? .bytes(count) : progress(errno, .writable)
    }

    static func receive(
        _ fd: Int32, _ take: (UnsafeRawBufferPointer) -> Void
    ) -> SocketProgress {
        withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 1) { buffer in
            let count = recv(fd, buffer.baseAddress, buffer.count, 0)
            guard count >= 0 else { return progress(errno, .readable) }
            guard count > 0 else { return .closed }
            take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return .bytes(count)
        }
    }

    private static func progress(_ code: Int32, _ interest: SocketInterest) -> SocketProgress {
        code == EAGAIN || code == EINTR ? .waits(interest) : .failed(code)
    }

    private static func ipv4(_ address: IPAddress, _ port: UInt16) -> sockaddr_in {
        var to = sockaddr_in()
        to.sin_family = sa_family_t(AF_INET)
        to.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &to.sin_addr) { $0.copyBytes(from: address.bytes) }
        return to
    }

    private static func ipv6(_ address: IPAddress, _ port: UInt16) -> sockaddr_in6 {
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
