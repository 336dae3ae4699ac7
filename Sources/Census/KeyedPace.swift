internal import Synchronization

/// Lets what begins for one key begin no sooner than an interval after the one before.
///
/// Keys whose interval is over are forgotten, from time to time.
final class KeyedPace<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var next: [Key: ContinuousClock.Instant] = [:]
        var room = 64
    }

    private let interval: Duration
    private let state = Mutex(State())

    init(interval: Duration) { self.interval = interval }

    /// How many keys are remembered.
    var remembered: Int { state.withLock { $0.next.count } }

    /// Waits for the caller's turn.
    func turn(_ key: Key, isolation: isolated (any Actor)? = #isolation) async throws {
        let now = ContinuousClock.now
        let turn = take(key, at: now)
        if turn > now { try await Task.sleep(until: turn, clock: .continuous) }
    }

    /// The moment at which whoever asks now may begin.
    func take(_ key: Key, at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        state.withLock { state in
            if state.next.count >= state.room {
                state.next = state.next.filter { $0.value > now }
                state.room = max(2 * state.next.count, 64)
            }
            let turn = max(state.next[key] ?? now, now)
            state.next[key] = turn + interval
            return turn
        }
    }
}
