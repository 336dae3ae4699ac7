import MXProbe
import Observations
import Testing

@Suite struct ReachabilityTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let peer: String
        let reachability: Reachability
        /// What the detail tells, at least.
        let detail: String
        let testDescription: String

        init(_ peer: String, _ reachability: Reachability, _ detail: String, why: String) {
            (self.peer, self.reachability, self.detail) = (peer, reachability, detail)
            testDescription = "\(peer): \(why)"
        }
    }

    static let rows = [
        Row("busy", .busy, "421 too many", why: "RFC 5321 §3.8: closing, for now"),
        Row("busy-450", .busy, "450 later", why: "45z to the connection"),
        Row("busy-ehlo", .busy, "421 too many", why: "421 to EHLO"),
        Row("busy-helo", .busy, "451 later", why: "45z to HELO"),
        Row("rejected", .notSMTP, "554 no service", why: "RFC 5321 §3.1: no mail here"),
        Row("transient", .notSMTP, "432", why: "neither accepted nor busy"),
        Row("helo-refused", .notSMTP, "HELO: 500", why: "EHLO and HELO refused"),
        Row("not-smtp", .notSMTP, "HTTP/1.1 400", why: "no reply code"),
        Row("two-codes", .notSMTP, "250 and 251", why: "lines of different codes"),
        Row("endless-line", .notSMTP, "a line has more than", why: "no end of the line"),
        Row("endless-reply", .notSMTP, "the reply has more than", why: "no end of the reply"),
        Row("close", .notSMTP, "closed the connection", why: "lost before the greeting"),
        Row("reset", .notSMTP, "reset by peer", why: "lost before the greeting"),
        Row("reset-at-ehlo", .notSMTP, "EHLO: Connection reset", why: "lost before EHLO's reply"),
    ]

    @Test(arguments: rows)
    func notOpen(row: Row) async throws {
        let seen = try await Peers.probe(row.peer)
        #expect(seen.reachability == row.reachability)
        #expect(seen.detail?.contains(row.detail) == true, "\(seen.detail ?? "no detail")")
        #expect(seen.starttls == nil)
        #expect(seen.chain.isEmpty)
    }

    @Test func aPortWithoutServerRefuses() async throws {
        let seen = try await Listener.unused { try await $0.probe() }
        #expect(seen.reachability == .refused)
        #expect(seen.detail == "connect: Connection refused")
        #expect(seen.greeting == nil)
    }

    @Test func anAddressWithoutRouteIsUnreachable() async throws {
        let seen = try await Listener.unused { try await $0.probe("255.255.255.255") }
        #expect(seen.reachability == .unreachable)
    }

    /// A server that is silent, or drips, is left when the time is over, whichever limit it is.
    @Test(arguments: [
        ("silence", ProbeLimits(greeting: .milliseconds(50)), "greeting: not done within"),
        ("silence", ProbeLimits(total: .milliseconds(50)), "greeting: not done when"),
        ("drip", ProbeLimits(greeting: .milliseconds(200)), "greeting: not done within"),
        ("drip", ProbeLimits(total: .milliseconds(200)), "greeting: not done when"),
        ("drip-ehlo", ProbeLimits(total: .milliseconds(500)), "EHLO: not done when"),
    ])
    func timeIsLimited(peer: String, limits: ProbeLimits, detail: String) async throws {
        let seen = try await Peers.probe(peer, limits: limits)
        #expect(seen.reachability == .timeout)
        #expect(seen.detail?.hasPrefix(detail) == true, "\(seen.detail ?? "no detail")")
    }

    @Test func aRefusingServerStillHearsQuit() async throws {
        _ = try await Peers.probe("rejected")
        #expect(try Peers.heard("rejected").last == "QUIT")
    }

    @Test func cancellationEndsAProbeAtOnce() async throws {
        try await Listener.silent { listener in
            let probe = Task { try await listener.probe() }
            await listener.accept()
            probe.cancel()
            await #expect(throws: CancellationError.self) { try await probe.value }
        }
    }
}
