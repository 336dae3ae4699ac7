import Addresses
import MailStandards
import Synchronization
import Testing

@testable import Census

@Suite struct ConnectionLimitsTests {
    private func target(_ name: DomainName, _ number: Int) throws -> ConnectionSchedule.Target {
        let address = try #require(IPAddress("192.0.2.\(number)"))
        return ConnectionSchedule.Target(operatorName: name, address: address)
    }

    private static let names: [DomainName] = ["a.test", "b.test", "c.test"]

    /// Asked, begun, ended and cancelled from many tasks at once: never more than allowed, and
    /// nobody is forgotten.
    @Test func noTurnIsLostInARace() async throws {
        let limits = ConnectionLimits(pause: .microseconds(100))
        let gauges = (0..<7).map { _ in Gauge() }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<3000 {
                group.addTask {
                    let task = Task {
                        let target = try self.target(Self.names[number % 3], number % 7)
                        guard try await limits.begin(target) else { return }
                        gauges[number % 7].enter()
                        await Task.yield()
                        gauges[number % 7].leave()
                        limits.end(target, .accepted)
                    }
                    if number % 4 == 0 {
                        await Task.yield()
                        task.cancel()
                    }
                    _ = try? await task.value
                }
            }
        }
        #expect(gauges.allSatisfy { $0.most == 1 }, "one at a time to an address")
        #expect(gauges.map(\.total).reduce(0, +) >= 2250, "whoever was not cancelled had a turn")
    }

    @Test func whoeverIsCancelledWaitsNoLonger() async throws {
        let limits = ConnectionLimits(pause: .seconds(3600))
        let first = try target("a.test", 1)
        #expect(try await limits.begin(first))
        limits.end(first, .accepted)
        let second = Task { try await limits.begin(first) }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
    }

    @Test func whoTurnsUsAwayIsLeftAlone() async throws {
        let told = Log<String>()
        let limits = ConnectionLimits(pause: .zero) { told.append($0.text) }
        // None of them has waited for its turn, so that no pause is waited for here.
        for number in 1...6 { limits.end(try target("a.test", number), .refused) }
        #expect(try await limits.begin(try target("a.test", 3)) == false)
        #expect(try await limits.begin(try target("b.test", 3)))
        #expect(told.values == ["a.test"])
    }
}
