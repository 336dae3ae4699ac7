import Testing

@testable import Census

@Suite struct DomainsInFlightTests {
    @Test(arguments: [
        (1000, 2, [500, 500]), (7, 2, [4, 3]), (2, 2, [1, 1]), (10, 4, [3, 3, 2, 2]),
    ])
    func loopsShareThem(limit: Int, loops: Int, shares: [Int]) {
        let inFlight = DomainsInFlight(ConcurrencyRange(fixed: limit), cores: loops)
        #expect((0..<loops).map { inFlight.share(of: $0, among: loops) } == shares)
        #expect(!inFlight.adapts && inFlight.limit == limit)
    }

    /// The number may fall below that of the loops while they run.
    @Test func eachLoopHasOne() {
        let inFlight = DomainsInFlight(ConcurrencyRange(carrying: 1), cores: 2)
        #expect((0..<2).map { inFlight.share(of: $0, among: 2) } == [1, 1])
    }
}
