import MXProbe
import Observations
import Testing

@Suite struct TLSSurveyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let peer: String
        /// Of TLS 1.0, 1.1, 1.2, 1.3: `+` accepted, `-` refused, `?` unknown.
        let outcomes: String
        var limits = ProbeLimits()
        let why: String
        var testDescription: String { "\(peer): \(why)" }
    }

    static let impatient = ProbeLimits(idle: .milliseconds(500))

    static let rows = [
        Row(peer: "only-10", outcomes: "+---", why: "answers newer offers with TLS 1.0"),
        Row(peer: "only-11", outcomes: "-+--", why: "answers newer offers with TLS 1.1"),
        Row(peer: "only-12", outcomes: "--+-", why: "refuses all but one"),
        Row(peer: "only-13", outcomes: "---+", why: "refuses all but one"),
        Row(peer: "range-10-11", outcomes: "++--", why: "nothing that is not deprecated"),
        Row(peer: "range-10-12", outcomes: "+++-", why: "more than it chooses"),
        Row(peer: "range-12-13", outcomes: "--++", why: "as RFC 8996 has it"),
        Row(peer: "every-version", outcomes: "++++", why: "whatever is offered"),
        Row(peer: "anonymous", outcomes: "+++-", why: "TLS 1.3 has no anonymous suites"),
        Row(peer: "no-suite", outcomes: "----", why: "no suite that suits, in any version"),
        Row(peer: "close-at-11", outcomes: "+-++", why: "closes in the handshake"),
        Row(peer: "reset-at-11", outcomes: "+-++", why: "resets in the handshake"),
        Row(peer: "garbage-at-11", outcomes: "+?++", why: "no TLS has said no"),
        Row(peer: "huge-chain", outcomes: "--??", why: "from TLS 1.2 on it is we who give up"),
        Row(peer: "garbage", outcomes: "????", why: "no TLS in any version"),
        Row(peer: "handshake-reset", outcomes: "----", why: "TLS is offered, and never had"),
        Row(
            peer: "silent-at-11", outcomes: "+?++", limits: impatient,
            why: "a silence in one version's handshake"),
        Row(
            peer: "handshake-silence", outcomes: "????", limits: impatient,
            why: "a silence in every handshake"),
        Row(peer: "busy-midway", outcomes: "+??+", why: "421 ends the survey"),
        Row(peer: "busy-midway-ehlo", outcomes: "+??+", why: "451 to EHLO ends it"),
        Row(peer: "busy-midway-starttls", outcomes: "+??+", why: "454 to STARTTLS ends it"),
        Row(peer: "gone-midway", outcomes: "+??+", why: "lost before the greeting: ends it"),
        Row(peer: "not-offered-midway", outcomes: "+??+", why: "another server, it seems"),
        Row(peer: "not-offered", outcomes: "", why: "no STARTTLS: nothing to try"),
        Row(peer: "no-tls", outcomes: "", why: "no handshake: nothing to try"),
        Row(peer: "busy", outcomes: "", why: "not open: nothing to try"),
    ]

    @Test(arguments: rows)
    func outcomes(row: Row) async throws {
        let trials = try await Peers.survey(row.peer, limits: row.limits)
        let marks: [TLSTrialOutcome: String] = [.accepted: "+", .refused: "-", .unknown: "?"]
        let seen = trials.map { marks[$0.outcome] ?? "" }.joined()
        #expect(seen == row.outcomes, "\(trials.map { $0.detail ?? "no detail" })")
        #expect(trials.map(\.version) == (trials.isEmpty ? [] : TLSVersion.allCases))
        for trial in trials {
            #expect((trial.cipher != nil) == (trial.outcome == .accepted))
            #expect((trial.detail == nil) == (trial.outcome == .accepted))
        }
    }

    @Test(arguments: [
        ("only-12", 3, "TLS handshake: tlsv1 alert protocol version"),
        ("only-10", 1, "TLS handshake: unsupported protocol"),
        ("close-at-11", 1, "TLS handshake: unexpected eof while reading"),
        ("reset-at-11", 1, "TLS handshake: Connection reset by peer"),
        ("no-suite", 2, "TLS handshake: sslv3 alert handshake failure"),
    ])
    func aRefusalHasItsReason(peer: String, version: Int, detail: String) async throws {
        let trial = try await Peers.survey(peer)[version]
        #expect(trial.detail == detail)
    }

    /// A greeting, EHLO, STARTTLS, QUIT each, never two side by side; the version that the probe
    /// has shown is not tried again.
    @Test func threeConnectionsOneByOne() async throws {
        let trials = try await Peers.survey("one-by-one")
        #expect(trials.allSatisfy { $0.outcome == .accepted })
        let probe = ["EHLO census.test", "STARTTLS", "EHLO census.test", "QUIT"]
        let trial = ["EHLO census.test", "STARTTLS", "QUIT"]
        #expect(try Peers.heard("one-by-one") == probe + trial + trial + trial)
    }

    @Test func fourConnectionsAfterAFailedHandshake() async throws {
        _ = try await Peers.survey("one-by-one-failing")
        let connection = ["EHLO census.test", "STARTTLS"]
        let all = Array(repeating: connection, count: 5).flatMap { $0 }
        #expect(try Peers.heard("one-by-one-failing") == all)
    }

    @Test func theCipherIsTheVersionsOwn() async throws {
        let ciphers = try await Peers.survey("every-version").map(\.cipher)
        #expect(ciphers[3] == "TLS_AES_256_GCM_SHA384")
        #expect(ciphers[2] == "ECDHE-ECDSA-AES256-GCM-SHA384")
        #expect(ciphers[0] == "ECDHE-ECDSA-AES256-SHA")
    }

    @Test func cancellationEndsASurveyAtOnce() async throws {
        try await Listener.silent { listener in
            let survey = Task { try await listener.survey() }
            await listener.accept()
            survey.cancel()
            await #expect(throws: CancellationError.self) { try await survey.value }
        }
    }
}
