/// Answers lines as they come, so many at once.
package struct LineFilter: Sendable {
    private let concurrency: Int
    private let rate: Double?

    /// - Parameter rate: how many begin in a second, at most.
    package init(concurrency: Int, rate: Double? = nil) {
        self.concurrency = concurrency
        self.rate = rate
    }

    /// Answers every line of each batch; takes no further batch before all of the last have begun.
    ///
    /// - Parameters:
    ///   - taken: called when all lines of a batch have begun.
    ///   - answer: what it throws ends the filter, at the next line or at the end.
    package func run<Line: Sendable>(
        _ batches: AsyncThrowingStream<[Line], any Error>, taken: () -> Void,
        answer: @escaping @Sendable (Line) async throws -> Void
    ) async throws {
        let limiter = rate.map(RateLimiter.init(perSecond:))
        try await withThrowingTaskGroup(of: Void.self) { group in
            var inFlight = 0
            for try await lines in batches {
                for line in lines {
                    if inFlight >= concurrency {
                        try await group.next()
                        inFlight -= 1
                    }
                    try await limiter?.turn()
                    group.addTask { try await answer(line) }
                    inFlight += 1
                }
                taken()
            }
            // A stream that is cancelled ends as if there were nothing more.
            try Task.checkCancellation()
            try await group.waitForAll()
        }
    }
}
