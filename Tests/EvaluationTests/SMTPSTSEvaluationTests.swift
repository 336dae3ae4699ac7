import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct SMTPSTSEvaluationTests {
    typealias Row = Case<LookupOutcome<TXTRecord>?, (RecordState?, DraftMode?)>

    static let rows: [Row] = [
        Row("not asked is not absent", nil, (nil, nil)),
        Row("the name does not exist", LookupOutcome(.noName), (.absent, nil)),
        Row("a foreign record", txt(["v=spf1 -all"]), (.absent, nil)),
        Row("to=true delivers only in conformance", txt(["v=STS1; to=true"]), (.valid, .enforce)),
        Row("to=false reports", txt(["v=STS1; to=false"]), (.valid, .report)),
        Row("without to", txt(["v=STS1; mx=*.example.com"]), (.invalid, nil)),
        Row("two records", txt(["v=STS1; to=true", "v=STS1; to=false"]), (.multiple, nil)),
        Row("the resolver failed", failed(), (.error, nil)),
    ]

    @Test(arguments: rows) func record(_ row: Row) {
        var evidence = domain()
        evidence.facts.smtpSTS = row.given
        let result = evaluate(evidence).result
        #expect(result.draftRecord == row.expected.0)
        #expect(result.draftMode == row.expected.1)
    }

    @Test func theDraftHasNoWeightForTheVerdict() {
        var evidence = domain([host(starttls: .notOffered)])
        evidence.facts.smtpSTS = txt(["v=STS1; to=true"])
        let result = evaluate(evidence).result
        #expect(result.verdict == .plaintext)
        #expect(result.stsRecord == .absent)
    }
}
