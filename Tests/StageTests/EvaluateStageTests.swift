import Census
import Foundation
import MailStandards
import Observations
import Testing

@testable import sts_census

/// What is not whole is not judged.
@Suite struct EvaluateStageTests {
    private static let domain = DomainName("example.com")!

    private static func question(
        _ facts: DomainFacts, fetch: [FetchedPolicy] = [], probe: [ProbedHost] = []
    ) throws -> String {
        struct Question: Encodable {
            var key = 1
            var resolve: ResolvedDomain
            var fetch: [FetchedPolicy]
            var probe: [ProbedHost]
        }
        return try StageJSON.text(
            Question(resolve: ResolvedDomain(facts), fetch: fetch, probe: probe))
    }

    private static func answer(_ question: String) async throws -> (json: String, isError: Bool) {
        let stage = EvaluateStage(judge: try JoinedJudge(caFile: nil, at: .now()))
        return try await stage.answer(StageInput.Line(number: 3, bytes: Array(question.utf8)))
    }

    private static func facts(mx count: Int) -> DomainFacts {
        DomainFacts(
            domain: domain,
            mx: LookupOutcome(
                .records(
                    (0..<count).map {
                        MXRecord(
                            preference: UInt16($0), exchange: DomainName("mx\($0).example.com")!)
                    })))
    }

    private static func host(_ number: Int) -> ProbedHost {
        let name = DomainName("mx\(number).example.com")!
        return ProbedHost(MXHostEntry(facts: MXHostFacts(host: name, ipv4: LookupOutcome(.noName))))
    }

    @Test func everyMXHostHasToBeThere() async throws {
        let facts = Self.facts(mx: 2)
        let half = try await Self.answer(try Self.question(facts, probe: [Self.host(0)]))
        #expect(half.isError)
        #expect(half.json == #"{"error":"probe has no mx1.example.com","key":1,"line":3}"#)
        let whole = try await Self.answer(
            try Self.question(facts, probe: [Self.host(1), Self.host(0), Self.host(7)]))
        #expect(!whole.isError, "\(whole.json)")
    }

    /// As in a scan: those past the limit are not asked.
    @Test func hostsPastTheLimitAreNotProbed() async throws {
        let limit = Examination.hostLimit
        let facts = Self.facts(mx: limit + 1)
        #expect(ResolvedDomain(facts).mxHosts?.count == limit)
        let answer = try await Self.answer(
            try Self.question(facts, probe: (0..<limit).map(Self.host)))
        #expect(!answer.isError)
        #expect(
            answer.json.contains(#""mx_host":"mx\#(limit).example.com","preference":\#(limit)"#))
        #expect(answer.json.components(separatedBy: #""reachability":"not-probed""#).count == 2)
    }

    @Test func aPolicyThatIsCalledForHasToBeThere() async throws {
        var facts = DomainFacts(domain: Self.domain, mx: LookupOutcome(.noData))
        facts.mtaSTS = LookupOutcome(.records([TXTRecord(bytes: Array("v=STSv1; id=1".utf8))]))
        let fetch = PolicyFetchObservation(outcome: .dns, startedAt: .now())
        let other = FetchedPolicy(DomainName("example.net")!, .mtaSTS, fetch)
        let draft = FetchedPolicy(Self.domain, .smtpSTS, fetch)
        let without = try await Self.answer(try Self.question(facts, fetch: [other, draft]))
        #expect(without.json.contains("fetch has no mta-sts of example.com"))
        let own = FetchedPolicy(Self.domain, .mtaSTS, fetch)
        #expect(try await !Self.answer(try Self.question(facts, fetch: [other, own])).isError)
    }

    @Test func aDomainThatWasLeftOutHasNoResult() async throws {
        let answer = try await Self.answer(
            #"{"key": "a", "resolve": {"key": "a", "domain": "example.com", "excluded": true}}"#)
        #expect(answer.json == #"{"error":"resolve.mx is missing","key":"a","line":3}"#)
    }

    @Test(arguments: [
        (#""answer":"records""#, "resolve.mx.records is missing"),
        (#""answer":"records","records":["mx.example.com"]"#, "resolve.mx.records.0"),
        (#""answer":"nxdomain""#, "resolve.mx.answer"),
        (#""answer":"servfail""#, "resolve.mx.detail is missing"),
        (#""answer":"no-data","ttl":-1"#, "out of range"),
        (#""answer":"no-data","canonical_name":"a..b""#, "resolve.mx.canonical_name"),
    ]) func whatIsWrongIsNamed(lookup: String, words: String) async throws {
        let answer = try await Self.answer(
            #"{"key": 1, "resolve": {"domain": "example.com", "mx": {\#(lookup)}}}"#)
        #expect(answer.isError && answer.json.contains(words), "\(answer.json)")
    }
}
