import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct MTASTSEvaluationTests {
    static func evidence(
        _ record: LookupOutcome<TXTRecord>?, _ fetch: PolicyFetchObservation? = nil
    ) -> DomainEvidence {
        var evidence = domain()
        evidence.facts.mtaSTS = record
        evidence.policyFetch = fetch
        return evidence
    }

    static let records: [Case<LookupOutcome<TXTRecord>?, RecordState>] = [
        Case("not asked, since the domain does not exist", nil, .absent),
        Case("the name does not exist", LookupOutcome(.noName), .absent),
        Case("the name has no TXT", LookupOutcome(.noData), .absent),
        Case("a wildcard's SPF record", txt(["v=spf1 -all"]), .absent),
        Case("a good record", txt([recordText]), .valid),
        Case("a good record beside foreign ones", txt(["v=spf1 -all", recordText]), .valid),
        Case("a record without id", txt(["v=STSv1;"]), .invalid),
        Case("a record in the wrong case", txt(["V=stsv1; id=1;"]), .invalid),
        Case("two records", txt([recordText, "v=STSv1; id=2;"]), .multiple),
        Case("the resolver failed", failed(.serverFailure), .error),
        Case("the resolver was too slow", failed(.timeout), .error),
        Case("the answer is bogus", failed(.bogus), .error),
        Case("the answer cannot be read", failed(.malformed), .error),
    ]

    @Test(arguments: records)
    func record(_ row: Case<LookupOutcome<TXTRecord>?, RecordState>) {
        let result = evaluate(Self.evidence(row.given)).result
        #expect(result.stsRecord == row.expected)
        #expect(result.stsID == (row.expected == .valid ? "20260101" : nil))
    }

    /// RFC 8460 §4.3.2.2.
    static let failures: [(PolicyFetchOutcome, ResultType?)] = [
        (.ok, nil), (.dns, .stsPolicyFetchError), (.connect, .stsPolicyFetchError),
        (.timeout, .stsPolicyFetchError), (.tls, .stsWebPKIInvalid),
        (.http, .stsPolicyFetchError), (.httpStatus, .stsPolicyFetchError),
        (.redirect, .stsPolicyFetchError), (.contentType, .stsPolicyFetchError),
        (.tooLarge, .stsPolicyFetchError), (.refusedAddress, .stsPolicyFetchError),
        (.excluded, nil),
    ]

    @Test(arguments: failures) func fetch(_ outcome: PolicyFetchOutcome, _ type: ResultType?) {
        let body = outcome == .ok ? policyText("enforce") : nil
        let result = evaluate(domain(policy: body, fetch: outcome)).result
        #expect(result.policyFetch == outcome)
        #expect(result.policySyntax == (outcome == .ok ? .valid : nil))
        #expect(result.policyMode == (outcome == .ok ? .enforce : nil))
        #expect(result.resultType == type)
        #expect(result.verdict == (outcome == .ok ? .secure : .opportunistic))
    }

    @Test func everyFetchOutcomeIsCovered() {
        #expect(Set(Self.failures.map(\.0)) == Set(PolicyFetchOutcome.allCases))
    }

    static let bodies: [Case<String?, PolicySyntax>] = [
        Case("enforce", policyText("enforce"), .valid),
        Case("testing", policyText("testing"), .valid),
        Case("none needs no mx", policyText("none", mx: []), .valid),
        Case("an empty body", "", .invalid),
        Case("no body at all", nil, .invalid),
        Case("an unknown mode", policyText("report"), .invalid),
        Case("enforce without mx", policyText("enforce", mx: []), .invalid),
    ]

    @Test(arguments: bodies) func syntax(_ row: Case<String?, PolicySyntax>) {
        let result = evaluate(Self.evidence(txt([recordText]), fetched(row.given))).result
        #expect(result.policyFetch == .ok)
        #expect(result.policySyntax == row.expected)
        #expect(result.policyMaxAgeSeconds == (row.expected == .valid ? 604_800 : nil))
        #expect((result.policyMode != nil) == (row.expected == .valid))
        #expect((result.resultType == .stsPolicyInvalid) == (row.expected == .invalid))
    }

    static let recordsWithoutPolicy: [Case<LookupOutcome<TXTRecord>?, RecordState>] =
        records.filter { $0.expected != .valid }

    @Test("A policy counts only where the record is valid", arguments: recordsWithoutPolicy)
    func gate(_ row: Case<LookupOutcome<TXTRecord>?, RecordState>) {
        let result = evaluate(Self.evidence(row.given, fetched(policyText("enforce")))).result
        #expect(result.policyFetch == nil)
        #expect(result.policySyntax == nil)
        #expect(result.policyMode == nil)
        #expect(result.verdict == .opportunistic)
        #expect(result.resultType == nil)
    }

    static let matches: [Case<(String, [String]), Bool?>] = [
        Case("the host's own name", ("enforce", ["mx1.example.com"]), true),
        Case("a wildcard stands for one label", ("testing", ["*.example.com"]), true),
        Case("any pattern is enough", ("enforce", ["a.example", "mx1.example.com"]), true),
        Case("no pattern", ("enforce", ["mx2.example.com", "*.example.net"]), false),
        Case("mode none may have patterns", ("none", ["mx1.example.com"]), true),
        Case("mode none without patterns", ("none", []), nil),
        Case("no policy", ("broken", ["mx1.example.com"]), nil),
    ]

    @Test(arguments: matches) func policyMatch(_ row: Case<(String, [String]), Bool?>) {
        let policy = policyText(row.given.0, mx: row.given.1)
        #expect(evaluate(domain(policy: policy)).hosts[0].policyMatch == row.expected)
    }
}
