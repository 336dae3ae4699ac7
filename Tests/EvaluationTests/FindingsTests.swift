import Addresses
import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct FindingsTests {
    typealias Row = Case<DomainEvidence, [Finding]>

    /// An MX host after a change to what was seen of it.
    static func changed(
        _ host: MXHostEvidence = host(), _ change: (inout MXHostEvidence) -> Void
    ) -> DomainEvidence {
        var host = host
        change(&host)
        return domain([host])
    }

    static func withMX(_ records: [(UInt16, String)]) -> DomainEvidence {
        var evidence = domain()
        evidence.facts.mx = mx(records)
        return evidence
    }

    static func finding(_ code: FindingCode, _ detail: String? = nil) -> Finding {
        Finding(code, detail: detail, mxHost: "mx1.example.com")
    }

    /// A survey with these outcomes for TLS 1.0, 1.1, 1.2 and 1.3.
    static func trials(_ outcomes: [TLSTrialOutcome]) -> [TLSTrial] {
        zip(TLSVersion.allCases, outcomes).map { TLSTrial($0, $1) }
    }

    static func surveyed(
        _ outcomes: [TLSTrialOutcome], chosen: String = "TLSv1.3"
    ) -> DomainEvidence {
        changed {
            $0.probes[0].tlsVersion = chosen
            $0.probes[0].survey = trials(outcomes)
        }
    }

    static let mxSet: [Row] = [
        Row("an ordinary set", withMX([(10, "mx1.example.com"), (20, "mx2.example.com")]), []),
        Row("a null MX as it should be", withMX([(0, ".")]), []),
        Row(
            "a null MX of preference 10", withMX([(10, ".")]),
            [Finding(.nullMXPreference, detail: "10 .")]),
        Row(
            "a null MX beside a real one", withMX([(10, "mx1.example.com"), (0, ".")]),
            [Finding(.nullMXNotAlone, detail: "0 ., 10 mx1.example.com")]),
        Row(
            "one host at two preferences",
            withMX([(20, "mx1.example.com"), (10, "mx1.example.com")]),
            [finding(.mxDuplicate, "preferences 10, 20")]),
        Row(
            "an address for a name", withMX([(10, "192.0.2.1")]),
            [Finding(.mxIsAddress, mxHost: "192.0.2.1")]),
        Row(
            "no MX, the address bogus",
            DomainEvidence(
                facts: DomainFacts(
                    domain: "example.com", mx: LookupOutcome(.noData), ipv4: failed(.bogus))),
            [Finding(.mxAddressBogus, detail: "example.com")]),
    ]

    static let retrieval: [Row] = [
        Row(
            "no address", domain(fetch: .dns),
            [Finding(.policySelfManaged), Finding(.policyFetchDNS, detail: "dns")]),
        Row(
            "no connection", retrieved(.connect), [Finding(.policyFetchTCP, detail: "connect: why")]
        ),
        Row(
            "an address that is not contacted", retrieved(.refusedAddress),
            [Finding(.policyFetchTCP, detail: "refused-address: why")]),
        Row(
            "a time limit while connecting", retrieved(.timeout, .tcp),
            [Finding(.policyFetchTCP, detail: "timeout: why")]),
        Row(
            "a time limit in the handshake", retrieved(.timeout, .tls),
            [
                Finding(.policyFetchTLS, detail: "timeout: why"),
                Finding(.policyHostHandshake, detail: "why"),
            ]),
        Row(
            "a time limit, of an older run", retrieved(.timeout),
            [Finding(.policyFetchHTTP, detail: "timeout: why")]),
        Row(
            "no TLS 1.2, whatever the certificate", retrieved(.tls, certificate: .valid),
            [
                Finding(.policyFetchTLS, detail: "tls: why"),
                Finding(.policyHostHandshake, detail: "why"),
            ]),
        Row("no HTTP", retrieved(.http), [Finding(.policyFetchHTTP, detail: "http: why")]),
        Row(
            "another type", retrieved(.contentType),
            [Finding(.policyFetchHTTP, detail: "content-type: why")]),
        Row(
            "too much", retrieved(.tooLarge), [Finding(.policyFetchHTTP, detail: "too-large: why")]),
        Row(
            "not there", retrieved(.httpStatus) { $0.httpStatus = 404 },
            [Finding(.policyFetchHTTP, detail: "http-status: 404")]),
        Row(
            "elsewhere", retrieved(.redirect) { $0.location = "https://www.example.com/" },
            [Finding(.policyFetchHTTP, detail: "redirect: https://www.example.com/")]),
        Row("the policy host is excluded: nothing failed", domain(fetch: .excluded), []),
    ]

    /// A fetch that failed, at a policy host of the domain's own.
    static func retrieved(
        _ outcome: PolicyFetchOutcome, _ stage: PolicyFetchStage? = nil,
        certificate: CertificateVerdict? = nil,
        _ change: (inout PolicyFetchObservation) -> Void = { _ in }
    ) -> DomainEvidence {
        var evidence = domain(fetch: outcome)
        evidence.policyProvider = nil
        evidence.policyCertificate = certificate
        evidence.policyFetch?.stage = stage
        evidence.policyFetch?.detail = "why"
        if var fetch = evidence.policyFetch {
            change(&fetch)
            evidence.policyFetch = fetch
        }
        return evidence
    }

    static let certificateReasons: [(CertificateVerdict, FindingCode)] = [
        (.expired, .policyHostExpired), (.notYetValid, .policyHostNotYetValid),
        (.selfSigned, .policyHostSelfSigned), (.untrusted, .policyHostUntrusted),
        (.hostMismatch, .policyHostMismatch), (.other, .policyHostOther),
        (.valid, .policyHostHandshake),
    ]

    @Test(arguments: certificateReasons)
    func tlsReason(_ verdict: CertificateVerdict, _ code: FindingCode) {
        let evidence = Self.retrieved(.tls, certificate: verdict)
        #expect(evaluate(evidence).findings.map(\.code) == [.policyFetchTLS, code])
    }

    @Test func everyCertificateVerdictIsCovered() {
        #expect(Set(Self.certificateReasons.map(\.0)) == Set(CertificateVerdict.allCases))
    }

    @Test func thePolicyIsTheDomainsOwnOrAHosters() {
        var evidence = domain(policy: policyText("enforce"))
        #expect(evaluate(evidence).findings == [Finding(.policySelfManaged)])
        evidence.policyProvider = "hoster.example"
        #expect(
            evaluate(evidence).findings == [Finding(.policyHosted, detail: "hoster.example")])
    }

    /// What the mx patterns and certificates of a policy give, its management apart.
    static let policy: [Row] = [
        Row(
            "enforce matches no MX host",
            domain(policy: policyText("enforce", mx: ["a.example.org"])),
            [
                Finding(
                    .policyMismatchComplete, detail: "policy: a.example.org; MX: mx1.example.com"),
                Finding(.policyMatchesNoMX, detail: "policy: a.example.org; MX: mx1.example.com"),
                finding(.policyMismatchDomain),
            ]),
        Row(
            "whoever answers",
            domain([host(is: .timeout)], policy: policyText("enforce", mx: ["a.example.org"])),
            [
                Finding(
                    .policyMismatchComplete, detail: "policy: a.example.org; MX: mx1.example.com"),
                Finding(.policyMatchesNoMX, detail: "policy: a.example.org; MX: mx1.example.com"),
                finding(.policyMismatchDomain),
            ]),
        Row(
            "one of two matches",
            domain([host(), host("mx.example.net")], policy: policyText("enforce")),
            [
                Finding(
                    .policyMismatchPartial, detail: "policy: *.example.com; MX: mx.example.net"),
                Finding(.policyMismatchTLD, detail: "*.example.com", mxHost: "mx.example.net"),
            ]),
        Row(
            "testing loses no mail", domain(policy: policyText("testing", mx: ["a.example.org"])),
            [
                Finding(
                    .policyMismatchComplete, detail: "policy: a.example.org; MX: mx1.example.com"),
                finding(.policyMismatchDomain),
            ]),
        Row(
            "mode none asks for nothing", domain(policy: policyText("none", mx: ["a.example.org"])),
            []),
        Row("all match", domain(policy: policyText("enforce")), []),
        Row(
            "the only certificate is bad",
            domain([host(certificate: .expired)], policy: policyText("enforce")),
            [
                Finding(.policyCertificatesComplete, detail: "1 of 1"),
                finding(.policyCertificateFault, "expired"),
            ]),
        Row(
            "one of two is, in testing too",
            domain(
                [host(certificate: .selfSigned), host("mx2.example.com")],
                policy: policyText("testing")),
            [
                Finding(.policyCertificatesPartial, detail: "1 of 2"),
                finding(.policyCertificateFault, "self-signed"),
            ]),
        Row(
            "a host without TLS shows none",
            domain(
                [host(certificate: .untrusted), host("mx2.example.com", starttls: .notOffered)],
                policy: policyText("enforce")),
            [
                Finding(.policyCertificatesComplete, detail: "1 of 1"),
                finding(.policyCertificateFault, "untrusted"),
            ]),
        Row(
            "nobody comes to the certificate of a host that no pattern matches",
            domain(
                [host(), host("a.example.org", certificate: .expired)],
                policy: policyText("enforce")),
            [
                Finding(.policyMismatchPartial, detail: "policy: *.example.com; MX: a.example.org"),
                Finding(.policyMismatchTLD, detail: "*.example.com", mxHost: "a.example.org"),
            ]),
        Row(
            "DANE fails where the policy passes",
            domain([host(tlsa: .mismatch)], mxDNSSEC: .secure, policy: policyText("enforce")),
            [finding(.policyAndDANEDisagree, "DANE: tlsa-invalid; policy: passes")]),
        Row(
            "DANE passes where the policy fails",
            domain(
                [host(certificate: .hostMismatch, tlsa: .match)], mxDNSSEC: .secure,
                policy: policyText("enforce")),
            [
                Finding(.policyCertificatesComplete, detail: "1 of 1"),
                finding(.policyCertificateFault, "host-mismatch"),
                finding(.policyAndDANEDisagree, "DANE: passes; policy: certificate-host-mismatch"),
            ]),
        Row(
            "both fail: no disagreement",
            domain(
                [host(starttls: .notOffered, tlsa: .match)], mxDNSSEC: .secure,
                policy: policyText("enforce")), []),
        Row(
            "TLSA behind an insecure MX is not judged",
            domain([host(tlsa: .mismatch)], policy: policyText("enforce")),
            [finding(.tlsaBehindInsecureMX)]),
    ]

    @Test(arguments: policy) func underAPolicy(_ row: Row) {
        let found = evaluate(row.given).findings.filter { $0.code != .policySelfManaged }
        #expect(found == row.expected)
    }

    typealias Likeness = Case<
        (pattern: String, host: DomainName, operatorName: DomainName), FindingCode
    >

    static let likenesses: [Likeness] = [
        Likeness(
            "another top-level domain", ("mx1.example.net", "mx1.example.com", "example.com"),
            .policyMismatchTLD),
        Likeness(
            "of two labels", ("mx1.example.com", "mx1.example.co.uk", "example.co.uk"),
            .policyMismatchTLD),
        Likeness(
            "behind a wildcard", ("*.example.org", "mx1.example.com", "example.com"),
            .policyMismatchTLD),
        Likeness(
            "three mistakes", ("mx1.exmaple.cmo", "mx1.example.com", "example.com"),
            .policyMismatchTypo),
        Likeness(
            "another number", ("mx2.example.com", "mx1.example.com", "example.com"),
            .policyMismatchTypo),
        Likeness(
            "four mistakes are another name", ("mx1.abcmple.xom", "mx1.example.com", "example.com"),
            .policyMismatchDomain),
        Likeness(
            "the policy host's label in front",
            ("mta-sts.mail.example.com", "mail.example.com", "example.com"), .policyMismatchLabels),
        Likeness(
            "a wildcard one label too deep",
            ("*.eu.mail.example.com", "a.mail.example.com", "example.com"),
            .policyMismatchTypo),
        Likeness(
            "the registrable domain alone",
            ("example.com", "inbound.mail.example.com", "example.com"),
            .policyMismatchLabels),
        Likeness(
            "a wildcard does not stand for two labels",
            ("*.example.com", "inbound.mail.example.com", "example.com"), .policyMismatchLabels),
        Likeness(
            "a longer name at the same end",
            ("mx1.badexample.com", "mx1.example.com", "example.com"),
            .policyMismatchTypo),
        Likeness(
            "the name within another's",
            ("mx1.example.com.evil.net", "mx1.example.com", "example.com"),
            .policyMismatchDomain),
        Likeness(
            "something else", ("aspmx.mailer.example", "mx1.example.com", "example.com"),
            .policyMismatchDomain),
    ]

    @Test(arguments: likenesses) func likeness(_ row: Likeness) {
        var host = host(row.given.host)
        host.operatorName = row.given.operatorName
        let findings = evaluate(
            domain([host], policy: policyText("testing", mx: [row.given.pattern]))
        ).findings
        let expected: [FindingCode] = [.policySelfManaged, .policyMismatchComplete, row.expected]
        #expect(findings.map(\.code) == expected)
        #expect(
            findings.last?.detail
                == (row.expected == .policyMismatchDomain ? nil : row.given.pattern))
    }

    static let hosts: [Row] = [
        Row("nothing odd", domain(), []),
        Row(
            "an alias", changed { $0.facts.ipv4?.canonicalName = "real.example.net" },
            [finding(.mxIsAlias, "real.example.net")]),
        Row(
            "bogus addresses", changed(host(is: .notProbed)) { $0.facts.ipv4 = failed(.bogus) },
            [finding(.mxAddressBogus)]),
        Row(
            "secure TLSA behind an insecure MX", domain([host(tlsa: .match)]),
            [finding(.tlsaBehindInsecureMX)]),
        Row(
            "secure TLSA behind a secure MX", domain([host(tlsa: .match)], mxDNSSEC: .secure), []),
        Row(
            "usages that SMTP does not know", domain([host(tlsa: .unusable)], mxDNSSEC: .secure),
            [
                finding(.tlsaPKIXUsage, "certificate usage 0 is not used by SMTP (RFC 7672 §3.1)"),
                finding(.tlsaPKIXUsage, "certificate usage 1 is not used by SMTP (RFC 7672 §3.1)"),
            ]),
        Row(
            "TLS 1.0", changed { $0.probes[0].tlsVersion = "TLSv1" },
            [finding(.obsoleteTLS, "TLSv1")]),
        Row(
            "TLS 1.1", changed { $0.probes[0].tlsVersion = "TLSv1.1" },
            [finding(.obsoleteTLS, "TLSv1.1")]),
        Row("TLS 1.2", changed { $0.probes[0].tlsVersion = "TLSv1.2" }, []),
        Row(
            "TLS 1.0 and 1.1 beside 1.3", surveyed([.accepted, .accepted, .accepted, .accepted]),
            [finding(.obsoleteTLSAccepted, "TLSv1, TLSv1.1")]),
        Row(
            "TLS 1.1 beside 1.3", surveyed([.refused, .accepted, .accepted, .accepted]),
            [finding(.obsoleteTLSAccepted, "TLSv1.1")]),
        Row(
            "TLS 1.0 beside 1.1, which it chose",
            surveyed([.accepted, .accepted, .refused, .refused], chosen: "TLSv1.1"),
            [finding(.obsoleteTLS, "TLSv1.1"), finding(.obsoleteTLSAccepted, "TLSv1")]),
        Row(
            "TLS 1.0 alone is what it chose",
            surveyed([.accepted, .refused, .refused, .refused], chosen: "TLSv1"),
            [finding(.obsoleteTLS, "TLSv1")]),
        Row(
            "a survey that finds nothing", surveyed([.refused, .refused, .accepted, .accepted]), []),
        Row(
            "not measured is not accepted", surveyed([.unknown, .unknown, .unknown, .accepted]), []),
        Row(
            "TLS 1.0 where the whole offer failed",
            changed(host(starttls: .failed)) {
                $0.probes[0].survey = trials([.accepted, .refused, .refused, .refused])
            }, [finding(.obsoleteTLSAccepted, "TLSv1")]),
        Row(
            "anonymous suites only",
            changed(host(certificate: nil)) { $0.probes[0].anonymousOnly = true },
            [finding(.anonymousTLSOnly)]),
        Row(
            "plaintext behind the 220", changed { $0.probes[0].plaintextAfterSTARTTLS = true },
            [finding(.plaintextAfterSTARTTLS)]),
        Row(
            "a bad certificate without policy", domain([host(certificate: .selfSigned)]),
            [finding(.certificateFault, "self-signed")]),
        Row(
            "a bad certificate under DANE is ignored",
            domain([host(certificate: .expired, tlsa: .match)], mxDNSSEC: .secure), []),
        Row(
            "an obsolete version passes under a policy, and is a finding",
            domain(
                [
                    MXHostEvidence(
                        preference: 10, facts: host().facts, probes: [probe(tlsVersion: "TLSv1")],
                        certificate: .valid)
                ], policy: policyText("enforce")),
            [Finding(.policySelfManaged), finding(.obsoleteTLS, "TLSv1")]),
        Row(
            "a short key and an old digest",
            changed {
                $0.weaknesses = [
                    .key("certificate 1: RSA 1024"),
                    .digest("certificate 2: sha1WithRSAEncryption"),
                ]
            },
            [
                finding(.weakKey, "certificate 1: RSA 1024"),
                finding(.weakDigest, "certificate 2: sha1WithRSAEncryption"),
            ]),
        Row(
            "TLSA that many senders do not see matching",
            domain(
                [
                    {
                        var host = host(tlsa: .match)
                        host.tlsaMatchesByWeakerDigest = true
                        return host
                    }()
                ], mxDNSSEC: .secure), [finding(.tlsaWeakerDigest)]),
    ]

    @Test func draftsNamesAreToldWhereTheyWereAsked() {
        var evidence = domain()
        evidence.facts.legacy = [
            .mtaSTSUnderscores: txt(["v=STSv1; id=1"]), .smtpTCP: failed(),
            .mtaSTSPolicyHost: txt(["v=spf1 -all"]),
            .smtpTLSRPTPlain: txt(["v=TLSRPTv1; rua=mailto:a@example.com"]),
        ]
        #expect(
            evaluate(evidence).findings.map(\.code) == [.generationJuly2016, .tlsrptLegacyName])
    }

    @Test(arguments: mxSet + retrieval + hosts) func findings(_ row: Row) {
        #expect(evaluate(row.given).findings == row.expected)
    }

    static let replies: [(String, Bool)] = [
        ("554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org", true),
        ("550-5.7.1 Our system has detected\n550 5.7.1 a poor reputation of your address", true),
        ("554 No SMTP service here", false),
        ("421 Too many connections, blocked for now", false),
        ("220 blacklist.example.com ESMTP", false),
        ("", false),
    ]

    @Test(arguments: replies) func blocklisted(_ reply: String, _ expected: Bool) {
        var greeted = host(is: .notSMTP)
        greeted.probes[0].greeting = reply
        var afterEHLO = host(is: .notSMTP)
        afterEHLO.probes[0].greeting = "220 mx1.example.com"
        afterEHLO.probes[0].ehloReply = reply
        for given in [greeted, afterEHLO] {
            #expect(
                evaluate(domain([given])).findings
                    == (expected ? [Self.finding(.blocklisted, reply)] : []))
        }
    }
}
