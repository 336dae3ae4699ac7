import Testing

@testable import Census

@Suite struct TimeLimitTests {
    @Test func inTime() async throws {
        #expect(try await withTimeLimit(.seconds(3_600)) { 7 } == 7)
    }

    @Test func tooLate() async throws {
        let value = try await withTimeLimit(.milliseconds(1)) {
            try await Task.sleep(for: .seconds(3_600))
            return 7
        }
        #expect(value == nil)
    }

    @Test func aFailureIsPassedOn() async {
        struct Failed: Error {}
        await #expect(throws: Failed.self) {
            _ = try await withTimeLimit(.seconds(3_600)) { () -> Int in throw Failed() }
        }
    }

    @Test func cancellationEndsIt() async {
        let task = Task {
            try await withTimeLimit(.seconds(3_600)) {
                try await Task.sleep(for: .seconds(3_600))
            }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
