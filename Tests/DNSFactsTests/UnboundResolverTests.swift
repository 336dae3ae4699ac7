import Addresses
import EventLoop
import Foundation
import MailStandards
import Observations
import Testing

@testable import DNSFacts

/// The embedded resolver, with nobody there to ask.
@Suite struct UnboundResolverTests {
    /// Forwards to a port of 127.0.0.1 where nobody answers.
    private func resolver(_ anchors: [String] = []) throws -> UnboundResolver {
        try UnboundResolver(
            on: EventLoop(),
            ResolverOptions(mode: .forward(["127.0.0.1@9"]), trustAnchors: anchors))
    }

    @Test func nobodyAnswers() async throws {
        let seen = try await resolver().lookUp("example.com", .mx)
        #expect(seen.failure == .serverFailure || seen.failure == .timeout, "\(seen)")
        #expect(seen.dnssec == nil && seen.records.isEmpty)
    }

    @Test func cancellationEndsIt() async throws {
        let resolver = try resolver()
        let tasks = (0..<50).map { number in
            Task { try await resolver.lookUp(DomainName("d\(number).example")!, .a) }
        }
        tasks.forEach { $0.cancel() }
        for task in tasks {
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        // The context is as good as before.
        let seen = try await resolver.lookUp("example.com", .mx)
        #expect(seen.failure != nil)
    }

    /// More questions than may be asked at once: all have an answer, also behind those cancelled.
    @Test func theyHaveTheirTurns() async throws {
        let resolver = try resolver()
        let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    let task = Task {
                        try await resolver.lookUp(DomainName("d\(number).example")!, .a)
                    }
                    if number.isMultiple(of: 3) { task.cancel() }
                    return (try? await task.value) != nil
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered >= 1333)
    }

    @Test(arguments: ["", "not a record", ". IN A 192.0.2.1"])
    func aTrustAnchorThatIsNone(anchor: String) async throws {
        do {
            let seen = try await resolver([anchor]).lookUp("example.com", .mx)
            #expect(seen.failure != nil)
        } catch let error as ResolverError {
            #expect(!error.description.isEmpty)
        }
    }

    @Test func aServerThatIsNone() {
        let error = #expect(throws: ResolverError.self) {
            try UnboundResolver(on: EventLoop(), ResolverOptions(mode: .forward(["dns.example"])))
        }
        #expect(error?.description.contains("dns.example") == true)
    }
}
