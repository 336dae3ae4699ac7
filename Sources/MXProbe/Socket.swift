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
}
