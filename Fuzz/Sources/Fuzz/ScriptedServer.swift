internal import Glibc

/// A listener of 127.0.0.1 that says what it is told, and keeps what clients say.
struct ScriptedServer: Sendable {
    let port: UInt16
    private let listener: Int32
    /// More than a client's kernel takes in for it.
    private static let endless = 16 << 20

    init() {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fd = listener
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, length) == 0 ? getsockname(fd, $0, &length) : -1
            }
        }
        require(status == 0 && listen(listener, 8) == 0, "a port of loopback")
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Serves every connection until the event; what was said on each.
    func serve(_ pieces: [[UInt8]], endlessly: Bool, until event: Int32) -> [[UInt8]] {
        var heard: [[UInt8]] = []
        while true {
            var waits = [
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
                pollfd(fd: event, events: Int16(POLLIN), revents: 0),
            ]
            // libFuzzer's clock interrupts it.
            guard poll(&waits, 2, -1) > 0 else { continue }
            guard waits[0].revents != 0 else { return heard }
            let connection = accept(listener, nil, nil)
            heard.append(Self.hold(connection, pieces, endlessly))
            close(connection)
        }
    }

    private static func hold(
        _ connection: Int32, _ pieces: [[UInt8]], _ endlessly: Bool
    ) -> [UInt8] {
        var heard: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { _ = hear(connection, &heard, patience: 1) }
            guard say(connection, piece) else { break }
        }
        if endlessly, let last = pieces.last, last.count > 16 {
            var said = 0
            while say(connection, last) {
                said += last.count
                require(said < endless, "a client does not listen for ever")
            }
        }
        shutdown(connection, Int32(SHUT_WR))
        while hear(connection, &heard, patience: -1) {}
        return heard
    }

    private static func say(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Takes what the client says within so many milliseconds; false when it has ended.
    private static func hear(
        _ connection: Int32, _ heard: inout [UInt8], patience: Int32
    ) -> Bool {
        var wait = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, patience) > 0 else { return true }
        return withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
            let count = recv(connection, buffer.baseAddress, buffer.count, 0)
            guard count > 0 else { return false }
            heard += buffer.prefix(count)
            return true
        }
    }
}
