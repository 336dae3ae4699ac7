import EventLoop
import Synchronization
import Testing

@Suite struct LoopActorTests {
    private let resident = Resident(on: EventLoop())
    /// Never reached in a test that passes.
    private let far: Duration = .seconds(3_600)

    @Test func aSocketWithBytesIsReadable() async throws {
        let pair = try SocketPair()
        pair.send()
        #expect(try await resident.wait(for: .readable, on: pair.ours, limit: far))
    }

    @Test func aSocketWithRoomIsWritable() async throws {
        let pair = try SocketPair()
        #expect(try await resident.wait(for: .writable, on: pair.ours, limit: far))
    }

    @Test func bytesEndTheWait() async throws {
        let pair = try SocketPair()
        async let isReady = resident.wait(for: .readable, on: pair.ours, limit: far)
        await resident.increment()
        pair.send()
        #expect(try await isReady)
    }

    @Test(arguments: [Duration.zero, .microseconds(1), .milliseconds(5), .seconds(-1)])
    func theLimitEndsTheWait(limit: Duration) async throws {
        let pair = try SocketPair()
        #expect(try await !resident.wait(for: .readable, on: pair.ours, limit: limit))
    }

    @Test func cancellationEndsTheWait() async throws {
        let pair = try SocketPair()
        let (resident, far) = (resident, far)
        let isWaiting = Mutex(false)
        let task = Task {
            try await resident.operation(limit: far) { (_: LoopOperation<Void>) in
                isWaiting.withLock { $0 = true }
            }
        }
        #expect(await eventually { isWaiting.withLock { $0 } })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await resident.wait(for: .writable, on: pair.ours, limit: far))
    }

    @Test func aCancelledTaskBeginsNothing() async throws {
        let resident = resident
        let hasBegun = Mutex(false)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await resident.operation { (_: LoopOperation<Void>) in
                hasBegun.withLock { $0 = true }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(!hasBegun.withLock { $0 })
    }

    @Test func manyAtOnce() async throws {
        let pairs = try (0..<150).map { _ in try SocketPair() }
        let (resident, far) = (resident, far)
        let ready = try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, pair) in pairs.enumerated() {
                // Every third is never sent to.
                let limit = index % 3 == 0 ? Duration.milliseconds(1) : far
                group.addTask {
                    try await resident.wait(for: .readable, on: pair.ours, limit: limit)
                }
            }
            for (index, pair) in pairs.enumerated() where index % 3 != 0 { pair.send() }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(ready == 100)
    }
}
