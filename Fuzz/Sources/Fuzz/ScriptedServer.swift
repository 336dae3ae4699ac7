internal import EventLoop
internal import Glibc

/// A listener of 127.0.0.1 that says what it is told, and keeps what clients say.
///
/// It lives on the loop of its clients: nobody waits for another thread, and a client that has
/// nothing to say is known by the turns that it had, not by a time.
actor ScriptedServer: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated let port: UInt16
    private let listener: Int32
    /// Two are what a client needs to take in a piece and to answer it.
    private static let turns = 4
    /// More than a client's kernel takes in for it.
    private static let endless = 16 << 20
    private static let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)

    init(on loop: EventLoop) {
        let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let fd = socket(AF_INET, Int32(type), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, length) == 0 ? getsockname(fd, $0, &length) : -1
            }
        }
        require(status == 0 && listen(fd, 8) == 0, "a port of loopback")
        self.loop = loop
        port = UInt16(bigEndian: address.sin_port)
        listener = fd
    }

    /// Serves every connection until it is cancelled; what was said on each.
    func serve(_ pieces: [[UInt8]], endlessly: Bool) async -> [[UInt8]] {
        var heard: [[UInt8]] = []
        while true {
            let connection = accept(listener, nil, nil)
            if connection >= 0 {
                heard.append(await hold(connection, pieces, endlessly))
                close(connection)
            } else if await !isReady(listener, .readable) {
                return heard
            }
        }
    }

    private func hold(
        _ connection: Int32, _ pieces: [[UInt8]], _ endlessly: Bool
    ) async -> [UInt8] {
        var heard: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { await hearAnswer(connection, &heard) }
            guard await say(connection, piece) else { break }
        }
        if endlessly, let last = pieces.last, last.count > 16 {
            let block = Array(repeatElement(last, count: 1 + 4_096 / last.count).joined())
            var said = 0
            while await say(connection, block) {
                said += block.count
                require(said < Self.endless, "a client does not listen for ever")
                await turn()
            }
        }
        shutdown(connection, Int32(SHUT_WR))
        var isOver = false
        while true {
            let count = Self.hear(connection, &heard)
            if count == 0 || count < 0 && isOver { return heard }
            // A client that is gone may have said something before.
            if count < 0 { isOver = await !isReady(connection, .readable) }
        }
    }

    private func say(_ connection: Int32, _ bytes: [UInt8]) async -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let (count, code) = rest.withUnsafeBytes {
                (send(connection, $0.baseAddress, $0.count, Self.flags), errno)
            }
            rest = rest.dropFirst(max(0, count))
            guard count < 0 else { continue }
            guard code == EAGAIN, await isReady(connection, .writable) else { return false }
        }
        return true
    }

    /// Takes what the client says next, if it says something.
    private func hearAnswer(_ connection: Int32, _ heard: inout [UInt8]) async {
        for _ in 0..<Self.turns {
            guard Self.hear(connection, &heard) < 0 else { return }
            await turn()
        }
    }

    /// Takes what the client has said; how much that is, 0 at its end, -1 while it says nothing.
    private static func hear(_ connection: Int32, _ heard: inout [UInt8]) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
            let count = recv(connection, buffer.baseAddress, buffer.count, Self.flags)
            heard += buffer.prefix(max(0, count))
            return count
        }
    }

    /// Lets the loop do what is due, I/O too. Why: `Task.yield` goes by another thread.
    private func turn() async {
        _ = try? await operation(limit: .zero) { (_: LoopOperation<Void>) in }
    }

    /// False when it is cancelled, or the client's own limits are long over.
    private func isReady(_ socket: Int32, _ interest: SocketInterest) async -> Bool {
        (try? await wait(for: interest, on: socket, limit: .seconds(20))) ?? false
    }
}
