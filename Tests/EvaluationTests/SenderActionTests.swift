import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct SenderActionTests {
    typealias Row = Case<DomainEvidence, SenderAction?>

    private static let enforce = policyText("enforce")

    static let rows: [Row] = [
        Row("not open", domain([host(is: .refused)]), nil),
        Row("nothing is asked", domain(), .opportunistic),
        Row("no STARTTLS", domain([host(starttls: .notOffered)]), .plaintext),
        Row("passes the policy", domain(policy: enforce), .policyDelivers),
        Row("fails it", domain([host(certificate: .expired)], policy: enforce), .policyRefuses),
        Row(
            "fails one in testing",
            domain([host(certificate: .expired)], policy: policyText("testing")), .policyReports),
        Row("matches DANE", domain([host(tlsa: .match)], mxDNSSEC: .secure), .daneDelivers),
        Row("fails DANE", domain([host(tlsa: .mismatch)], mxDNSSEC: .secure), .daneRefuses),
        Row("bogus TLSA", domain([host(tlsa: .bogus)], mxDNSSEC: .secure), .daneRefuses),
        Row(
            "DANE goes before the policy",
            domain([host(tlsa: .mismatch)], mxDNSSEC: .secure, policy: enforce), .daneRefuses),
        Row("TLSA behind an insecure MX", domain([host(tlsa: .match)]), .opportunistic),
        Row(
            "unusable TLSA demands TLS",
            domain([host(starttls: .notOffered, tlsa: .unusable)], mxDNSSEC: .secure),
            .daneRefuses),
        Row(
            "and nothing but TLS, so the policy judges",
            domain(
                [host(certificate: .expired, tlsa: .unusable)], mxDNSSEC: .secure,
                policy: enforce), .policyRefuses),
    ]

    @Test(arguments: rows) func action(_ row: Row) {
        #expect(row.given.senderActions == [row.expected])
    }
}
