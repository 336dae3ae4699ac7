import Testing

@testable import Census

@Suite struct BoundedTasksTests {
    @Test(arguments: [1, 2, 8, 100])
    func theOrderIsKeptAndTheLimitHeld(limit: Int) async throws {
        let gauge = Gauge()
        let squares = try await BoundedTasks.map(Array(0..<60), atOnce: limit) { number in
            gauge.enter()
            for _ in 0..<(number % 7) { await Task.yield() }
            gauge.leave()
            return number * number
        }
        #expect(squares == (0..<60).map { $0 * $0 })
        #expect(gauge.most <= limit)
    }

    @Test func nothingIsNothing() async throws {
        #expect(try await BoundedTasks.map([Int](), atOnce: 3) { $0 }.isEmpty)
    }

    @Test func aFailureEndsTheRest() async throws {
        struct Failed: Error {}
        await #expect(throws: Failed.self) {
            _ = try await BoundedTasks.map(Array(0..<10), atOnce: 3) { number in
                if number == 1 { throw Failed() }
                try await Task.sleep(for: .seconds(3_600))
            }
        }
    }
}
