import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct BrokenRuleTests {
    /// What is broken, where it is: subject, section, line, byte.
    typealias Row = Case<DomainEvidence, [String]>

    private static func evidence(
        sts: [String] = [recordText], policy: String? = nil, tlsRPT: [String] = []
    ) -> DomainEvidence {
        var evidence = domain()
        evidence.facts.mtaSTS = txt(sts)
        evidence.policyFetch = policy.map { fetched($0) }
        if !tlsRPT.isEmpty { evidence.facts.tlsRPT = txt(tlsRPT) }
        return evidence
    }

    static let rows: [Row] = [
        Row("all in order", evidence(policy: policyText("enforce")), []),
        Row(
            "a hyphen in the id", evidence(sts: ["v=STSv1; id=2026-01"]),
            ["sts-record RFC 8461 §3.1 line 1 byte 16 of v=STSv1; id=2026-01"]),
        Row(
            "a foreign record first", evidence(sts: ["v=spf1 -all", "v=STSv1; id="]),
            ["sts-record RFC 8461 §3.1 line 1 byte 12 of v=STSv1; id="]),
        Row(
            "no id at all", evidence(sts: ["v=STSv1;"]),
            ["sts-record RFC 8461 §3.1 line - byte - of v=STSv1;"]),
        Row("several records break no rule of one", evidence(sts: [recordText, recordText]), []),
        Row(
            "a mode that is none", evidence(policy: "version: STSv1\nmode: on\n"),
            ["policy RFC 8461 §3.2 line 2 byte 21 of version: STSv1\nmode: on\n"]),
        Row(
            "reports to nobody", evidence(tlsRPT: ["v=TLSRPTv1;"]),
            ["tlsrpt-record RFC 8460 §3 line - byte - of v=TLSRPTv1;"]),
    ]

    @Test(arguments: rows) func places(_ row: Row) {
        let found = row.given.brokenRules.map { rule in
            let line = rule.line.map(String.init) ?? "-"
            let byte = rule.violation.offset.map(String.init) ?? "-"
            return
                "\(rule.subject.rawValue) \(rule.violation.section) line \(line) byte \(byte) of "
                + String(decoding: rule.text, as: UTF8.self)
        }
        #expect(found == row.expected)
    }

    @Test func aFailedLookupBreaksNoRule() {
        var evidence = domain()
        evidence.facts.mtaSTS = failed(.bogus)
        #expect(evidence.brokenRules.isEmpty)
    }
}
