internal import Synchronization

/// At most so many at a time for each key: connections to an address, to an operator.
///
/// A place is handed on in the order in which it was asked for. Keys without users take no memory.
final class KeyedLimit<Key: Hashable & Sendable>: Sendable {
    private struct Place {
        var inUse = 0
        var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private struct State {
        var places: [Key: Place] = [:]
        var lastID: UInt64 = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(_ limit: Int) { self.limit = limit }

    /// Runs `body` when there is a place for the key; throws when cancelled while waiting.
    func withPlace<Value>(
        _ key: Key, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        guard await take(key) else { throw CancellationError() }
        defer { giveBack(key) }
        return try await body()
    }

    private func take(_ key: Key) async -> Bool {
        let id: UInt64? = state.withLock { state in
            if state.places[key, default: Place()].inUse < limit {
                state.places[key, default: Place()].inUse += 1
                return nil
            }
            state.lastID += 1
            return state.lastID
        }
        guard let id else { return true }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(key, id, continuation)
            }
        } onCancel: {
            leave(key, id)
        }
    }

    /// Waits in line, unless a place has become free or the task was cancelled meanwhile.
    private func enqueue(
        _ key: Key, _ id: UInt64, _ continuation: CheckedContinuation<Bool, Never>
    ) {
        let answer: Bool? = state.withLock { state in
            if Task.isCancelled { return false }
            if state.places[key, default: Place()].inUse < limit {
                state.places[key, default: Place()].inUse += 1
                return true
            }
            state.places[key]?.waiting.append((id, continuation))
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func leave(_ key: Key, _ id: UInt64) {
        let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let index = state.places[key]?.waiting.firstIndex(where: { $0.id == id }) else {
                return nil
            }
            return state.places[key]?.waiting.remove(at: index).continuation
        }
        continuation?.resume(returning: false)
    }

    private func giveBack(_ key: Key) {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard var place = state.places[key] else { return nil }
            if !place.waiting.isEmpty {
                let next = place.waiting.removeFirst()
                state.places[key] = place
                return next.continuation
            }
            place.inUse -= 1
            state.places[key] = place.inUse == 0 ? nil : place
            return nil
        }
        next?.resume(returning: true)
    }
}
