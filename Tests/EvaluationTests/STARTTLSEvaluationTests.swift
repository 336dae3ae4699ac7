import Observations
import Testing

@testable import Evaluation

@Suite struct STARTTLSEvaluationTests {
    typealias Row = Case<[MXHostEvidence], STARTTLSState>

    static let rows: [Row] = [
        Row("every host completes STARTTLS", [host(), host("mx2.example.com")], .all),
        Row("a host that is not open does not count", [host(), host(is: .timeout)], .all),
        Row("one of two does not offer it", [host(), host(starttls: .notOffered)], .some),
        Row("one of two fails", [host(starttls: .failed), host()], .some),
        Row("nobody offers it", [host(starttls: .notOffered)], .none),
        Row("offered, but failing everywhere", [host(starttls: .failed)], .none),
        Row(
            "none offered, the other not open", [host(starttls: .notOffered), host(is: .busy)],
            .none),
        Row("nobody is open", [host(is: .refused), host(is: .notProbed)], .unknown),
        Row("busy is not no", [host(is: .busy)], .unknown),
        Row("no MX host", [], .unknown),
        Row(
            "a bad certificate does not keep TLS from working", [host(certificate: .expired)], .all),
    ]

    @Test(arguments: rows) func state(_ row: Row) {
        #expect(STARTTLSEvaluation(row.given).state == row.expected)
    }

    @Test func anOpenHostOfWhichNothingIsNotedOfferedNothing() {
        var evidence = host()
        evidence.probes[0].starttls = nil
        #expect(evidence.starttls == .notOffered)
    }
}
