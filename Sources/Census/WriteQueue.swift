internal import Store
internal import Synchronization

/// The one bounded channel between the stages and the database.
///
/// Senders wait while it is full. What was sent is received in that order, many at a time.
final class WriteQueue: Sendable {
    /// Observations that may wait; what a stage remembers must outlast twice as many.
    static let capacity = 4096
    /// Bytes of text and certificates in them, which a few observations can have.
    static let byteCapacity = 8 << 20

    private struct State {
        var items: [Observation] = []
        var bytes = 0
        var senders: [CheckedContinuation<Void, Never>] = []
        var receiver: CheckedContinuation<Void, Never>?
        /// The receiver's patience is over.
        var isDue = false
        var isClosed = false
        var failure: (any Error)?

        var isFull: Bool { items.count >= capacity || bytes >= byteCapacity }
    }

    private let state = Mutex(State())

    /// Hands an observation over; throws what made the writer give up.
    func send(_ item: Observation) async throws {
        let isFull = try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.items.append(item)
            state.bytes += item.heldBytes
            return state.isFull
        }
        guard isFull else { return }
        await withCheckedContinuation { continuation in
            let (goesOn, receiver) = state.withLock { state in
                // Room was made, or the writer gave up, in between.
                if state.failure != nil || !state.isFull {
                    return (true, nil as CheckedContinuation<Void, Never>?)
                }
                state.senders.append(continuation)
                return (false, state.receiver.take())
            }
            receiver?.resume()
            if goesOn { continuation.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// No more will be sent.
    func close() {
        state.withLock { state in
            state.isClosed = true
            return state.receiver.take()
        }?.resume()
    }

    /// The writer gave up: all senders, now and later, are told.
    func fail(_ error: any Error) {
        let senders = state.withLock { state in
            state.failure = error
            state.items = []
            state.bytes = 0
            defer { state.senders = [] }
            return state.senders
        }
        senders.forEach { $0.resume() }
    }

    /// Waits until the writer gives up, and throws why; whoever sends nothing would not hear of it.
    func awaitFailure() async throws {
        while true {
            if let failure = state.withLock({ $0.failure }) { throw failure }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// What has come together: at once when the queue is full or closed, else after `patience`.
    /// Nil when it is closed and empty.
    func receive(patience: Duration) async -> [Observation]? {
        state.withLock { $0.isDue = false }
        async let _: Void = {
            try? await Task.sleep(for: patience)
            wakeReceiver()
        }()
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                let isDue = state.isDue || state.isClosed || state.isFull
                if !isDue { state.receiver = continuation }
                return isDue
            }
            if isDue { continuation.resume() }
        }
        return takeAll()
    }

    private func wakeReceiver() {
        state.withLock { state in
            state.isDue = true
            return state.receiver.take()
        }?.resume()
    }

    private func takeAll() -> [Observation]? {
        let (items, senders, isOver) = state.withLock { state in
            defer {
                state.items = []
                state.bytes = 0
                state.senders = []
            }
            return (state.items, state.senders, state.isClosed && state.items.isEmpty)
        }
        senders.forEach { $0.resume() }
        return isOver ? nil : items
    }
}
