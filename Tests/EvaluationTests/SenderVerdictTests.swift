import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct SenderVerdictTests {
    struct Expected: Sendable, Equatable {
        let verdict: Verdict
        let resultType: ResultType?

        init(_ verdict: Verdict, _ resultType: ResultType? = nil) {
            self.verdict = verdict
            self.resultType = resultType
        }
    }

    typealias Row = Case<([MXHostJudgement], ResultType?), Expected>

    static func row(
        _ why: String, _ hosts: [MXHostJudgement], policy: ResultType? = nil,
        _ verdict: Verdict, _ resultType: ResultType? = nil
    ) -> Row {
        Row(why, (hosts, policy), Expected(verdict, resultType))
    }

    static let rows: [Row] = [
        row("nobody is open", [], .unknown),
        row(
            "nobody is open: a policy's failure decides nothing", [], policy: .stsWebPKIInvalid,
            .unknown),
        row("all pass", [.passes, .passes], .secure),
        row(
            "all pass by DANE: a policy's failure decides nothing", [.passes],
            policy: .stsPolicyFetchError, .secure),
        row(
            "one passes, another is refused", [.passes, .refused(.tlsaInvalid)], .degraded,
            .tlsaInvalid),
        row(
            "the more preferred is refused", [.refused(.certificateExpired), .passes], .degraded,
            .certificateExpired),
        row(
            "one passes under testing, another does not",
            [.passes, .reported(.certificateExpired)],
            .degraded, .certificateExpired),
        row(
            "one passes, another asks for nothing and fails in nothing", [.passes, .opportunistic],
            .degraded),
        row(
            "one passes by DANE, another speaks no TLS",
            [.passes, .plaintext(.starttlsNotSupported)], .degraded, .starttlsNotSupported),
        row(
            "degraded: a policy's failure is not named", [.passes, .plaintext(.validationFailure)],
            policy: .stsPolicyInvalid, .degraded, .validationFailure),
        row("refused", [.refused(.dnssecInvalid)], .refuse, .dnssecInvalid),
        row(
            "all refused: the most preferred names the failure",
            [.refused(.certificateHostMismatch), .refused(.tlsaInvalid)], .refuse,
            .certificateHostMismatch),
        row(
            "refused by DANE: a policy's failure is not named", [.refused(.tlsaInvalid)],
            policy: .stsPolicyFetchError, .refuse, .tlsaInvalid),
        row("reported", [.reported(.certificateExpired)], .report, .certificateExpired),
        row(
            "refused by DANE at one, reported at the other: it goes to the other",
            [.refused(.tlsaInvalid), .reported(.certificateExpired)], .report, .tlsaInvalid),
        row("TLS everywhere", [.opportunistic, .opportunistic], .opportunistic),
        row(
            "TLS everywhere, the policy could not be had", [.opportunistic],
            policy: .stsPolicyFetchError, .opportunistic, .stsPolicyFetchError),
        row(
            "refused by DANE at one: it goes to the other",
            [.refused(.tlsaInvalid), .opportunistic], .opportunistic, .tlsaInvalid),
        row(
            "a policy's failure goes before a host's", [.refused(.tlsaInvalid), .opportunistic],
            policy: .stsPolicyInvalid, .opportunistic, .stsPolicyInvalid),
        row(
            "no TLS at any one is enough", [.opportunistic, .plaintext(.starttlsNotSupported)],
            .plaintext, .starttlsNotSupported),
        row("TLS fails", [.plaintext(.validationFailure)], .plaintext, .validationFailure),
        row(
            "the first that fails names it",
            [.plaintext(.validationFailure), .plaintext(.starttlsNotSupported)], .plaintext,
            .validationFailure),
        row(
            "plaintext, the policy could not be had", [.plaintext(.starttlsNotSupported)],
            policy: .stsWebPKIInvalid, .plaintext, .stsWebPKIInvalid),
        row(
            "refused by DANE at one, no TLS at the other",
            [.refused(.dnssecInvalid), .plaintext(.starttlsNotSupported)], .plaintext,
            .dnssecInvalid),
    ]

    @Test(arguments: rows) func openHosts(_ row: Row) {
        let facts = DomainFacts(domain: "example.com", mx: mx([(10, "mx1.example.com")]))
        let verdict = SenderVerdict(facts: facts, hosts: row.given.0, policyFailure: row.given.1)
        #expect(Expected(verdict.verdict, verdict.resultType) == row.expected)
    }

    static let noMX = LookupOutcome<MXRecord>(.noData, dnssec: .secure)

    static let routes: [Case<DomainFacts, Expected>] = [
        Case(
            "no such domain", DomainFacts(domain: "example.com", mx: LookupOutcome(.noName)),
            Expected(.noMail)),
        Case(
            "no MX and no address",
            DomainFacts(domain: "example.com", mx: noMX, ipv4: addresses([]), ipv6: addresses([])),
            Expected(.noMail)),
        Case("null MX", DomainFacts(domain: "example.com", mx: mx([(0, ".")])), Expected(.noMail)),
        Case(
            "MX bogus", DomainFacts(domain: "example.com", mx: failed(.bogus)),
            Expected(.refuse, .dnssecInvalid)),
        Case(
            "no MX, the address bogus",
            DomainFacts(domain: "example.com", mx: noMX, ipv4: failed(.bogus)),
            Expected(.refuse, .dnssecInvalid)),
        Case(
            "MX failed", DomainFacts(domain: "example.com", mx: failed(.timeout)),
            Expected(.unknown)),
        Case(
            "no MX, the address lookup failed",
            DomainFacts(domain: "example.com", mx: noMX, ipv4: failed()), Expected(.unknown)),
    ]

    @Test("Without an MX host the route decides, whatever the policy", arguments: routes)
    func route(_ row: Case<DomainFacts, Expected>) {
        for policyBody in [nil, policyText("enforce"), ""] {
            var evidence = DomainEvidence(facts: row.given)
            evidence.facts.mtaSTS = policyBody.map { _ in txt([recordText]) }
            evidence.policyFetch = policyBody.map { fetched($0) }
            let result = evaluate(evidence).result
            #expect(Expected(result.verdict, result.resultType) == row.expected)
        }
    }

    @Test func everyVerdictOccurs() {
        let verdicts = Self.rows.map(\.expected.verdict) + Self.routes.map(\.expected.verdict)
        #expect(Set(verdicts) == Set(Verdict.allCases))
    }

    /// `dane-required` is a sender's own rule (RFC 8460 §4.3.2.1).
    @Test func everyResultTypeOccursButDANERequired() {
        let types =
            Self.rows.compactMap(\.expected.resultType)
            + MXHostJudgementTests.mtaSTS.compactMap(\.expected.resultType)
        #expect(Set(types) == Set(ResultType.allCases).subtracting([.daneRequired]))
    }
}
