import Testing

@testable import Census

@Suite struct KeyedPaceTests {
    @Test func turnsOfAKeyAreSpread() {
        let pace = KeyedPace<String>(interval: .milliseconds(50))
        let now = ContinuousClock.now
        let turns = (0..<40).map { _ in pace.take("a", at: now) - now }
        #expect(turns == (0..<40).map { .milliseconds(50 * $0) }, "twenty a second")
        #expect(pace.take("b", at: now) == now, "another key does not wait")
        let later = now + .seconds(10)
        #expect(pace.take("a", at: later) == later, "nothing is saved up, nothing owed")
        #expect(pace.take("a", at: later) == later + .milliseconds(50))
    }

    @Test func keysAreForgotten() {
        let pace = KeyedPace<Int>(interval: .milliseconds(50))
        let now = ContinuousClock.now
        for number in 0..<10_000 { _ = pace.take(number, at: now + .milliseconds(number)) }
        #expect(pace.remembered <= 200)
    }

    @Test func whoeverIsCancelledDoesNotWait() async throws {
        let pace = KeyedPace<String>(interval: .seconds(3600))
        try await pace.turn("a")
        let second = Task { try await pace.turn("a") }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
    }
}
