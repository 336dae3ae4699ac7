import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct AdoptionTests {
    typealias Row = Case<DomainEvidence, Adoption?>

    static func recorded(_ record: LookupOutcome<TXTRecord>) -> DomainEvidence {
        var evidence = domain()
        evidence.facts.mtaSTS = record
        return evidence
    }

    static let sts: [Row] = [
        Row("no record", domain(), .absent),
        Row("the lookup failed", recorded(failed()), .indeterminate),
        Row("a broken record", recorded(txt(["v=STSv1;"])), .published),
        Row("two records", recorded(txt([recordText, recordText])), .published),
        Row("the policy could not be had", domain(fetch: .tls), .published),
        Row(
            "its host is excluded: a record is there, at least", domain(fetch: .excluded),
            .published),
        Row("a broken policy", domain(policy: policyText("report")), .published),
        Row("mode none", domain(policy: policyText("none")), .valid),
        Row("testing protects nobody", domain(policy: policyText("testing")), .valid),
        Row("enforce, met", domain(policy: policyText("enforce")), .effective),
        Row(
            "enforce, met by one of two: mail goes there",
            domain(
                [host(starttls: .notOffered), host("mx2.example.com")],
                policy: policyText("enforce")), .effective),
        Row(
            "enforce, met by nobody",
            domain([host(certificate: .expired)], policy: policyText("enforce")), .valid),
        Row(
            "enforce, and nobody is open",
            domain([host(is: .timeout)], policy: policyText("enforce")),
            .valid),
        Row(
            "DANE has no say in it",
            domain([host(tlsa: .mismatch)], mxDNSSEC: .secure, policy: policyText("enforce")),
            .effective),
    ]

    @Test(arguments: sts) func mtaSTS(_ row: Row) {
        #expect(evaluate(row.given).result.adoption.sts == row.expected)
    }

    static func reporting(
        _ record: LookupOutcome<TXTRecord>?, _ evidence: DomainEvidence = domain()
    ) -> DomainEvidence {
        var evidence = evidence
        evidence.facts.tlsRPT = record
        return evidence
    }

    static let report = txt(["v=TLSRPTv1; rua=mailto:tls@example.com"])

    static let reports: [Row] = [
        Row("no record", reporting(LookupOutcome(.noName)), .absent),
        Row("the lookup failed", reporting(failed(.timeout)), .indeterminate),
        Row("a broken record", reporting(txt(["v=TLSRPTv1;"])), .published),
        Row("nothing to report on", reporting(report), .valid),
        Row(
            "a policy in mode none is nothing",
            reporting(report, domain(policy: policyText("none"))),
            .valid),
        Row("a policy", reporting(report, domain(policy: policyText("testing"))), .effective),
        Row(
            "TLSA records that apply",
            reporting(report, domain([host(tlsa: .mismatch)], mxDNSSEC: .secure)), .effective),
        Row("TLSA records that do not", reporting(report, domain([host(tlsa: .match)])), .valid),
    ]

    @Test(arguments: reports) func tlsRPT(_ row: Row) {
        #expect(evaluate(row.given).result.adoption.tlsRPT == row.expected)
    }

    static let tls: [Row] = [
        Row("nobody is open", domain([host(is: .busy)]), .indeterminate),
        Row("nobody offers it", domain([host(starttls: .notOffered)]), .absent),
        Row(
            "one of two", domain([host(starttls: .notOffered), host("mx2.example.com")]), .published
        ),
        Row("it fails", domain([host(starttls: .failed)]), .published),
        Row("one certificate is bad", domain([host(certificate: .expired), host()]), .valid),
        Row("no certificate is shown", domain([host(certificate: nil)]), .valid),
        Row("all certificates are good", domain([host(), host("mx2.example.com")]), .effective),
        Row(
            "DANE vouches for one", domain([host(certificate: .selfSigned, tlsa: .match)]),
            .effective),
        Row("who is not open does not count", domain([host(), host(is: .refused)]), .effective),
        Row(
            "no mail, no STARTTLS to be absent",
            {
                var evidence = domain([])
                evidence.facts.mx = mx([(0, ".")])
                return evidence
            }(), nil),
    ]

    @Test(arguments: tls) func starttls(_ row: Row) {
        #expect(evaluate(row.given).result.adoption.starttls == row.expected)
    }

    static func signed(_ hosts: MXHostEvidence...) -> DomainEvidence {
        domain(hosts, mxDNSSEC: .secure)
    }

    static let dane: [Row] = [
        Row("no records", signed(host()), .absent),
        Row("insecure", signed(host(tlsa: .insecure)), .published),
        Row("behind an insecure MX", domain([host(tlsa: .match)]), .published),
        Row("unusable", signed(host(tlsa: .unusable)), .published),
        Row("no host matches", signed(host(tlsa: .mismatch)), .valid),
        Row(
            "some match", signed(host(tlsa: .match), host("mx2.example.com", tlsa: .mismatch)),
            .valid),
        Row(
            "one has none: an attacker turns mail there", signed(host(tlsa: .match), host()), .valid
        ),
        Row(
            "all match", signed(host(tlsa: .match), host("mx2.example.com", tlsa: .match)),
            .effective),
        Row("not put to the test", signed(host(is: .timeout, tlsa: .notSeen)), .valid),
        Row("bogus", signed(host(tlsa: .bogus)), .indeterminate),
        Row("the lookup failed", signed(host(tlsa: .failed)), .indeterminate),
        Row(
            "not asked",
            signed(
                MXHostEvidence(
                    preference: 10, facts: MXHostFacts(host: "mx1.example.com"),
                    notProbed: .excluded)), .indeterminate),
    ]

    @Test(arguments: dane) func daneLadder(_ row: Row) {
        #expect(evaluate(row.given).result.adoption.dane == row.expected)
    }
}
