import Testing

@testable import Census

@Suite struct ProgressTests {
    @Test func aScanIsCounted() {
        let counter = ProgressCounter(total: 5)
        for _ in 0..<3 { counter.begin() }
        counter.end(failed: false)
        counter.end(failed: true)
        let now = counter.now
        #expect([now.done, now.inFlight, now.errors, now.total] == [2, 1, 1, 5])
    }

    @Test func rateAndTimeLeft() {
        var progress = ScanProgress(done: 0, total: 100)
        #expect(progress.rate == 0 && progress.remaining == nil, "nothing is known yet")
        progress.done = 20
        progress.elapsed = .seconds(10)
        #expect(progress.rate == 2 && progress.remaining == .seconds(40))
    }
}
