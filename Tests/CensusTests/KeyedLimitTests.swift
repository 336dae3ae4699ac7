import EventLoop
import Testing

@testable import Census

@Suite struct KeyedLimitTests {
    @Test(arguments: [1, 2, 5])
    func neverMoreThanTheLimit(limit: Int) async throws {
        let (places, gauge) = (KeyedLimit<String>(limit), Gauge())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    try await places.withPlace("a") {
                        gauge.enter()
                        await Task.yield()
                        gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gauge.total == 500)
        #expect(gauge.most <= limit)
    }

    @Test func asManyAsTheLimitAtOnce() async throws {
        let (places, gate) = (KeyedLimit<String>(3), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try await places.withPlace("a") { await gate.pass() } }
            }
            #expect(await eventually { gate.arrived == 3 })
            gate.open()
            try await group.waitForAll()
        }
        #expect(gate.arrived == 4)
    }

    @Test func otherKeysDoNotWait() async throws {
        let (places, gate) = (KeyedLimit<String>(1), Gate())
        async let first: Void = places.withPlace("a") { await gate.pass() }
        #expect(await eventually { gate.arrived == 1 })
        #expect(try await places.withPlace("b") { true })
        gate.open()
        try await first
    }

    /// On one loop tasks begin in the order in which they were made.
    @Test func placesAreGivenInOrder() async throws {
        let (places, gate, loop) = (KeyedLimit<String>(1), Gate(), EventLoop())
        let seen = Log<Int>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: loop) {
                try await places.withPlace("a") { await gate.pass() }
            }
            #expect(await eventually { gate.arrived == 1 })
            for number in 0..<50 {
                group.addTask(executorPreference: loop) {
                    try await places.withPlace("a") { seen.append(number) }
                }
            }
            // Behind all of them on the loop.
            await Task(executorPreference: loop) {}.value
            gate.open()
            try await group.waitForAll()
        }
        #expect(seen.values == Array(0..<50))
    }

    @Test func whoeverIsCancelledLeavesTheLine() async throws {
        let (places, gate) = (KeyedLimit<String>(1), Gate())
        async let first: Void = places.withPlace("a") { await gate.pass() }
        #expect(await eventually { gate.arrived == 1 })
        let cancelled = Task { try await places.withPlace("a") { Issue.record("it ran") } }
        let patient = Task { try await places.withPlace("a") { true } }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        gate.open()
        try await first
        #expect(try await patient.value)
    }

    @Test func aFailureGivesThePlaceBack() async throws {
        struct Failed: Error {}
        let places = KeyedLimit<String>(1)
        for _ in 0..<3 {
            await #expect(throws: Failed.self) {
                try await places.withPlace("a") { throw Failed() }
            }
        }
        #expect(try await places.withPlace("a") { true })
    }

    /// Waiters are cancelled while places are handed on: none is lost, none is given twice.
    @Test func noPlaceIsLostInARace() async throws {
        let (places, gauge) = (KeyedLimit<Int>(2), Gauge())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<3_000 {
                group.addTask {
                    let task = Task {
                        try await places.withPlace(number % 3) {
                            gauge.enter()
                            await Task.yield()
                            gauge.leave()
                        }
                    }
                    if number % 2 == 0 {
                        await Task.yield()
                        task.cancel()
                    }
                    _ = try? await task.value
                }
            }
        }
        #expect(gauge.most <= 6)
        #expect(gauge.total >= 1_500, "whoever was not cancelled had a place")
        for key in 0..<3 {
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask { try await places.withPlace(key) { await gate.pass() } }
                }
                #expect(await eventually { gate.arrived == 2 }, "both places are free again")
                gate.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func keysWithoutUsersAreForgotten() async throws {
        let places = KeyedLimit<Key>(1)
        let references = Log<Weak>()
        for number in 0..<20 {
            let (key, gate) = (Key(number), Gate())
            references.append(Weak(key.object))
            let first = Task { try await places.withPlace(key) { await gate.pass() } }
            #expect(await eventually { gate.arrived == 1 })
            let second = Task { try await places.withPlace(key) {} }
            if number % 2 == 0 { second.cancel() }
            gate.open()
            try await first.value
            _ = try? await second.value
        }
        #expect(
            await eventually { references.values.allSatisfy { $0.object == nil } })
    }

    /// A key that shows whether anybody still has it.
    private struct Key: Hashable, Sendable {
        final class Object: Sendable {}
        let number: Int
        let object = Object()

        init(_ number: Int) { self.number = number }
        static func == (a: Key, b: Key) -> Bool { a.number == b.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }
    }

    private struct Weak: @unchecked Sendable {
        private(set) weak var object: Key.Object?
        init(_ object: Key.Object) { self.object = object }
    }
}
