/// Lets at most so many domains a second begin, evenly spread.
actor RateLimiter {
    private let interval: Duration
    private var next = ContinuousClock.now

    init(perSecond rate: Double) { interval = .seconds(1 / rate) }

    /// Waits for the caller's turn.
    func turn() async throws {
        let turn = max(next, .now)
        next = turn + interval
        try await Task.sleep(until: turn, clock: .continuous)
    }
}
