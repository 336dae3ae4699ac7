import Testing

@testable import Census

@Suite struct RateLimiterTests {
    @Test(arguments: [1e6, 1e12, 1e300, .greatestFiniteMagnitude])
    func aHighRateLetsEverybodyThrough(rate: Double) async throws {
        let limiter = RateLimiter(perSecond: rate)
        for _ in 0..<200 { try await limiter.turn() }
    }

    /// The first has its turn at once; who comes next waits, and can be told to go.
    @Test(arguments: [1e-3, 1e-9, 1e-30, .leastNonzeroMagnitude])
    func aLowRateHoldsTheSecond(rate: Double) async throws {
        let limiter = RateLimiter(perSecond: rate)
        try await limiter.turn()
        let second = Task { try await limiter.turn() }
        let third = Task { try await limiter.turn() }
        second.cancel()
        third.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        await #expect(throws: CancellationError.self) { try await third.value }
    }
}
