import MailStandards
import Observations
import Testing

@testable import Evaluation

/// The SMTP STS draft as its own senders would judge it.
@Suite struct SMTPSTSConformanceTests {
    static func drafted(
        _ record: String, _ hosts: [MXHostEvidence] = [host()], mxDNSSEC: DNSSECStatus = .insecure,
        txtDNSSEC: DNSSECStatus = .insecure, fetch: PolicyFetchObservation? = nil
    ) -> DomainEvidence {
        var evidence = domain(hosts, mxDNSSEC: mxDNSSEC)
        evidence.facts.smtpSTS = txt(["v=spf1 -all", record], txtDNSSEC)
        evidence.draftFetch = fetch
        return evidence
    }

    // MARK: Authentication (§3.3)

    typealias Authenticity = Case<DomainEvidence, (DraftAuthentication, FindingCode?)>

    static let uri = "https://example.com/.well-known/smtp-sts/current"
    static let webPKI = "v=STS1; to=true; mx=*.example.com; a=webpki:\(uri); c=webpki; e=86400"

    static let authenticity: [Authenticity] = [
        Authenticity(
            "DNSSEC vouches", drafted("v=STS1; to=true; a=dnssec", txtDNSSEC: .secure),
            (.verified, nil)),
        Authenticity(
            "it does not", drafted("v=STS1; to=true; a=dnssec"), (.failed, .draftNotSecure)),
        Authenticity("no a", drafted("v=STS1; to=true"), (.unstated, nil)),
        Authenticity(
            "webpki without a place", drafted("v=STS1; to=true; a=webpki"), (.unstated, nil)),
        Authenticity("the same text", drafted(webPKI, fetch: fetched(webPKI)), (.verified, nil)),
        Authenticity(
            "one line end more", drafted(webPKI, fetch: fetched(webPKI + "\n")),
            (.failed, .draftTextDiffers)),
        Authenticity(
            "another text", drafted(webPKI, fetch: fetched("v=STS1; to=false")),
            (.failed, .draftTextDiffers)),
        Authenticity("no text", drafted(webPKI, fetch: fetched(nil)), (.failed, .draftTextDiffers)),
        Authenticity(
            "not to be had", drafted(webPKI, fetch: fetched(nil, .httpStatus)),
            (.failed, .draftFetchFailed)),
        Authenticity("excluded", drafted(webPKI, fetch: fetched(nil, .excluded)), (.unknown, nil)),
        Authenticity("not fetched", drafted(webPKI), (.unknown, nil)),
        Authenticity(
            "another's host",
            drafted("v=STS1; to=true; a=webpki:https://example.net/x", fetch: fetched("")),
            (.failed, .draftForeignURI)),
        Authenticity(
            "another port", drafted("v=STS1; to=true; a=webpki:https://example.com:8443/x"),
            (.failed, .draftForeignURI)),
    ]

    @Test(arguments: authenticity) func authentication(_ row: Authenticity) {
        let evaluation = evaluate(row.given)
        #expect(evaluation.result.draftAuthentication == row.expected.0)
        let codes: Set<FindingCode> = [
            .draftNotSecure, .draftTextDiffers, .draftFetchFailed, .draftForeignURI,
        ]
        let found = evaluation.findings.map(\.code).filter(codes.contains)
        #expect(found == (row.expected.1.map { [$0] } ?? []))
    }

    // MARK: Conformance (§3.4)

    typealias Conformity = Case<DomainEvidence, (DraftConformance, ResultType?, String?)>

    static let plain = "v=STS1; to=true; mx=*.example.com; c=webpki; e=86400"
    static let tlsa = "v=STS1; to=true; mx=*.example.com; c=tlsa; e=86400"

    static let conformity: [Conformity] = [
        Conformity("all of it", drafted(plain), (.all, nil, nil)),
        Conformity("nobody is open", drafted(plain, [host(is: .timeout)]), (.unknown, nil, nil)),
        Conformity(
            "a wildcard is any depth", drafted(plain, [host("a.b.example.com")]), (.all, nil, nil)),
        Conformity(
            "no pattern", drafted(plain, [host("mx1.example.net")]),
            (.none, .validationFailure, "mx-mismatch")),
        Conformity(
            "no STARTTLS", drafted(plain, [host(starttls: .notOffered)]),
            (.none, .starttlsNotSupported, "starttls-not-supported")),
        Conformity(
            "a handshake that fails", drafted(plain, [host(starttls: .failed)]),
            (.none, .certificateNotTrusted, "invalid-certificate")),
        Conformity(
            "expired", drafted(plain, [host(certificate: .expired)]),
            (.none, .certificateExpired, "expired-certificate")),
        Conformity(
            "another's certificate", drafted(plain, [host(certificate: .hostMismatch)]),
            (.none, .certificateHostMismatch, "certificate-mismatch")),
        Conformity(
            "nobody trusts it", drafted(plain, [host(certificate: .selfSigned)]),
            (.none, .certificateNotTrusted, "invalid-certificate")),
        Conformity(
            "no certificate", drafted(plain, [host(certificate: nil)]),
            (.none, .certificateNotTrusted, "invalid-certificate")),
        Conformity(
            "no constraint, nothing checked",
            drafted("v=STS1; to=true", [host("mx.example.net", certificate: .expired)]),
            (.all, nil, nil)),
        Conformity(
            "but TLS", drafted("v=STS1; to=true", [host(starttls: .notOffered)]),
            (.none, .starttlsNotSupported, "starttls-not-supported")),
        Conformity(
            "one of two", drafted(plain, [host(certificate: .expired), host("mx2.example.com")]),
            (.some, .certificateExpired, "expired-certificate")),
        Conformity(
            "TLSA that matches, whatever PKIX says",
            drafted(tlsa, [host(certificate: .selfSigned, tlsa: .match)], mxDNSSEC: .secure),
            (.all, nil, nil)),
        Conformity(
            "TLSA that does not", drafted(tlsa, [host(tlsa: .mismatch)], mxDNSSEC: .secure),
            (.none, .tlsaInvalid, "tlsa-invalid")),
        Conformity(
            "no TLSA", drafted(tlsa, mxDNSSEC: .secure), (.none, .tlsaInvalid, "tlsa-invalid")),
        Conformity(
            "TLSA behind an insecure MX", drafted(tlsa, [host(tlsa: .match)]),
            (.none, .tlsaInvalid, "tlsa-invalid")),
        Conformity(
            "bogus TLSA", drafted(tlsa, [host(tlsa: .bogus)], mxDNSSEC: .secure),
            (.none, .dnssecInvalid, "dnssec-invalid")),
    ]

    @Test(arguments: conformity) func conformance(_ row: Conformity) {
        let evaluation = evaluate(row.given)
        #expect(evaluation.result.draftConformance == row.expected.0)
        #expect(evaluation.result.draftResultType == row.expected.1)
        let failure = evaluation.findings.first { $0.code == .draftMXFails }
        #expect(failure?.detail == row.expected.2)
        #expect((failure?.mxHost == nil) == (row.expected.2 == nil))
    }

    // MARK: The ladder

    static let ladder: [Case<DomainEvidence, Adoption?>] = [
        Case("a broken record", drafted("v=STS1; mx=*.example.com"), .published),
        Case("all of it", drafted(plain), .effective),
        Case("to=false protects nobody", drafted(plain.replacing("true", with: "false")), .valid),
        Case("no constraint", drafted("v=STS1; to=true; mx=*.example.com"), .valid),
        Case("no MX hosts named", drafted("v=STS1; to=true; c=webpki"), .valid),
        Case("met by nobody", drafted(plain, [host(certificate: .expired)]), .valid),
        Case("nobody is open", drafted(plain, [host(is: .refused)]), .valid),
        Case("no record", domain(), .absent),
        Case(
            "the lookup failed",
            {
                var evidence = domain()
                evidence.facts.smtpSTS = failed()
                return evidence
            }(), .indeterminate),
        Case(
            "not asked",
            {
                var evidence = domain()
                evidence.facts.smtpSTS = nil
                return evidence
            }(), nil),
    ]

    @Test(arguments: ladder) func adoption(_ row: Case<DomainEvidence, Adoption?>) {
        #expect(evaluate(row.given).result.adoption.draft == row.expected)
    }
}
