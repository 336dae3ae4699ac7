import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct TLSRPTEvaluationTests {
    typealias Row = Case<LookupOutcome<TXTRecord>?, RecordState>

    static let rows: [Row] = [
        Row("not asked, since the domain does not exist", nil, .absent),
        Row("no TXT", LookupOutcome(.noData), .absent),
        Row("a foreign record", txt(["v=spf1 -all"]), .absent),
        Row("a good record", txt(["v=TLSRPTv1; rua=mailto:tls@example.com"]), .valid),
        Row("without rua", txt(["v=TLSRPTv1;"]), .invalid),
        Row(
            "two records",
            txt(["v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1; rua=mailto:b@example.com"]),
            .multiple),
        Row("bogus", failed(.bogus), .error),
    ]

    @Test(arguments: rows) func record(_ row: Row) {
        var evidence = domain()
        evidence.facts.tlsRPT = row.given
        #expect(evaluate(evidence).result.tlsRPTRecord == row.expected)
    }
}
