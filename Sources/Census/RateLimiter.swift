/// Lets at most so many domains a second begin, evenly spread.
actor RateLimiter {
    private let interval: Duration
    private var next = ContinuousClock.now

    /// Rates below one in a century are taken as that, which a Duration can hold.
    init(perSecond rate: Double) { interval = .seconds(min(1 / rate, 3e9)) }

    /// Waits for the caller's turn.
    func turn() async throws {
        let turn = max(next, .now)
        next = turn + interval
        try await Task.sleep(until: turn, clock: .continuous)
    }
}
