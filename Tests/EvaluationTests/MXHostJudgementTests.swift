import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct MXHostJudgementTests {
    /// The wanted policy matches the host, the other does not.
    enum Policy: Sendable { case none, enforce, testing, modeNone, enforceElsewhere }

    struct Given: Sendable {
        var mx = DNSSECStatus.secure
        var policy = Policy.none
        var host: MXHostEvidence

        var evidence: DomainEvidence {
            let text: String? =
                switch policy {
                case .none: nil
                case .enforce: policyText("enforce")
                case .testing: policyText("testing")
                case .modeNone: policyText("none")
                case .enforceElsewhere: policyText("enforce", mx: ["mx.example.net"])
                }
            return domain([host], mxDNSSEC: mx, policy: text)
        }
    }

    typealias Row = Case<Given, MXHostJudgement>

    static func row(
        _ why: String, mx: DNSSECStatus = .secure, policy: Policy = .none,
        _ host: MXHostEvidence, _ expected: MXHostJudgement
    ) -> Row {
        Row(why, Given(mx: mx, policy: policy, host: host), expected)
    }

    static let dane: [Row] = [
        row("TLSA bogus", host(tlsa: .bogus), .refused(.dnssecInvalid)),
        row("the TLSA lookup failed", host(tlsa: .failed), .refused(.dnssecInvalid)),
        row(
            "bogus goes before a missing STARTTLS", host(starttls: .notOffered, tlsa: .bogus),
            .refused(.dnssecInvalid)),
        row(
            "bogus goes before a good policy: RFC 8461 §2", policy: .enforce, host(tlsa: .bogus),
            .refused(.dnssecInvalid)),
        row(
            "bogus goes before testing", policy: .testing, host(tlsa: .bogus),
            .refused(.dnssecInvalid)),
        row(
            "TLSA bogus behind an insecure MX harms nobody", mx: .insecure, host(tlsa: .bogus),
            .opportunistic),
        row(
            "a TLSA lookup that failed behind an insecure MX harms nobody", mx: .insecure,
            host(tlsa: .failed), .opportunistic),
        row(
            "behind an insecure MX the policy is judged", mx: .insecure, policy: .enforce,
            host(tlsa: .bogus), .passes),
        row(
            "TLSA failed behind insecure addresses harms nobody",
            host(tlsa: .failed, addressDNSSEC: .insecure), .opportunistic),
        row(
            "TLSA failed behind a secure alias counts",
            host(tlsa: .failed, addressDNSSEC: .insecure, aliasSecure: true),
            .refused(.dnssecInvalid)),
        row("TLSA matches", host(tlsa: .match), .passes),
        row(
            "DANE-EE ignores dates and names, and the verdict of PKIX with them",
            host(certificate: .expired, tlsa: .match), .passes),
        row(
            "DANE is judged instead of MTA-STS", policy: .enforceElsewhere,
            host(certificate: .selfSigned, tlsa: .match), .passes),
        row(
            "usable, STARTTLS not offered", host(starttls: .notOffered, tlsa: .match),
            .refused(.starttlsNotSupported)),
        row(
            "usable, the handshake fails", host(starttls: .failed, tlsa: .match),
            .refused(.validationFailure)),
        row("TLSA does not match", host(tlsa: .mismatch), .refused(.tlsaInvalid)),
        row(
            "a valid certificate does not heal a mismatch", policy: .enforce, host(tlsa: .mismatch),
            .refused(.tlsaInvalid)),
        row(
            "usable, but only anonymous suites", host(certificate: nil, tlsa: .notSeen),
            .refused(.validationFailure)),
        row(
            "a mismatch behind an insecure MX", mx: .insecure, host(tlsa: .mismatch),
            .opportunistic),
        row("a match behind an insecure MX", mx: .insecure, host(tlsa: .match), .opportunistic),
        row("insecure TLSA is ignored", host(tlsa: .insecure), .opportunistic),
    ]

    /// RFC 7672 §2.2: TLS is mandatory, authentication is not.
    static let unusable: [Row] = [
        row("unusable, TLS works", host(tlsa: .unusable), .opportunistic),
        row(
            "unusable, STARTTLS not offered", host(starttls: .notOffered, tlsa: .unusable),
            .refused(.starttlsNotSupported)),
        row(
            "unusable, the handshake fails", host(starttls: .failed, tlsa: .unusable),
            .refused(.validationFailure)),
        row("unusable, and the policy is met", policy: .enforce, host(tlsa: .unusable), .passes),
        row(
            "unusable, and the policy is not met", policy: .enforce,
            host(certificate: .expired, tlsa: .unusable), .refused(.certificateExpired)),
        row(
            "unusable, testing: TLS is mandatory all the same", policy: .testing,
            host(starttls: .notOffered, tlsa: .unusable), .refused(.starttlsNotSupported)),
        row(
            "unusable behind an insecure MX asks for nothing", mx: .insecure,
            host(starttls: .notOffered, tlsa: .unusable), .plaintext(.starttlsNotSupported)),
    ]

    static let mtaSTS: [Row] = [
        row("all is well", policy: .enforce, host(), .passes),
        row("all is well under testing too", policy: .testing, host(), .passes),
        row("no pattern matches", policy: .enforceElsewhere, host(), .refused(.validationFailure)),
        row(
            "no pattern goes before no STARTTLS", policy: .enforceElsewhere,
            host(starttls: .notOffered),
            .refused(.validationFailure)),
        row(
            "no pattern goes before an expired certificate", policy: .enforceElsewhere,
            host(certificate: .expired), .refused(.validationFailure)),
        row(
            "STARTTLS not offered", policy: .enforce, host(starttls: .notOffered),
            .refused(.starttlsNotSupported)),
        row(
            "the handshake fails", policy: .enforce, host(starttls: .failed),
            .refused(.validationFailure)),
        row(
            "self-signed is not trusted", policy: .enforce, host(certificate: .selfSigned),
            .refused(.certificateNotTrusted)),
        row(
            "untrusted", policy: .enforce, host(certificate: .untrusted),
            .refused(.certificateNotTrusted)),
        row(
            "expired", policy: .enforce, host(certificate: .expired), .refused(.certificateExpired)),
        row(
            "not yet valid", policy: .enforce, host(certificate: .notYetValid),
            .refused(.validationFailure)
        ),
        row("other", policy: .enforce, host(certificate: .other), .refused(.validationFailure)),
        row(
            "host mismatch", policy: .enforce, host(certificate: .hostMismatch),
            .refused(.certificateHostMismatch)),
        row(
            "TLS without a certificate", policy: .enforce, host(certificate: nil),
            .refused(.validationFailure)),
        row(
            "testing reports what enforce refuses", policy: .testing, host(certificate: .expired),
            .reported(.certificateExpired)),
        row(
            "testing, STARTTLS not offered", policy: .testing, host(starttls: .notOffered),
            .reported(.starttlsNotSupported)),
    ]

    static let neither: [Row] = [
        row("TLS works", host(), .opportunistic),
        row(
            "a bad certificate without policy is no failure", host(certificate: .selfSigned),
            .opportunistic),
        row("not offered", host(starttls: .notOffered), .plaintext(.starttlsNotSupported)),
        row("offered, but failing", host(starttls: .failed), .plaintext(.validationFailure)),
        row(
            "mode none is no policy", policy: .modeNone, host(certificate: .expired), .opportunistic
        ),
        row(
            "mode none, not offered", policy: .modeNone, host(starttls: .notOffered),
            .plaintext(.starttlsNotSupported)),
    ]

    @Test(arguments: dane + unusable + mtaSTS + neither) func judgement(_ row: Row) {
        let evidence = row.given.evidence
        let judgement = MXHostJudgement(
            row.given.host,
            dane: DANEHostEvaluation(row.given.host, mxSecure: evidence.facts.mx.isSecure),
            mtaSTS: MTASTSEvaluation(evidence))
        #expect(judgement == row.expected)
        #expect(evaluate(evidence).hosts[0].resultType == row.expected.resultType)
    }
}
