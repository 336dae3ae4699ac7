import EventLoop
import Glibc
import Testing

/// Waits until something is so; false when it is not within a minute.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return true
}

/// Two sockets that are connected to each other; closed when nobody holds them any more.
final class SocketPair: Sendable {
    let ours: Int32
    let theirs: Int32

    init() throws {
        var sockets: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0)
        (ours, theirs) = (sockets[0], sockets[1])
    }

    deinit {
        close(ours)
        close(theirs)
    }

    func send() {
        var byte: UInt8 = 1
        _ = write(theirs, &byte, 1)
    }
}

/// An actor on a loop, with state of its own.
actor Resident: LoopActor {
    nonisolated let loop: EventLoop
    private(set) var count = 0

    init(on loop: EventLoop) { self.loop = loop }

    func increment() { count += 1 }

    func isOnLoop() -> Bool { loop.isCurrent }
}
