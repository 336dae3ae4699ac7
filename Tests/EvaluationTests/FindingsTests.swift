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

    static let policy: [Row] = [
        Row(
            "enforce matches no MX host",
            domain(policy: policyText("enforce", mx: ["mx.example.net"])),
            [Finding(.policyMatchesNoMX, detail: "policy: mx.example.net; MX: mx1.example.com")]),
        Row(
            "whoever answers",
            domain([host(is: .timeout)], policy: policyText("enforce", mx: ["mx.example.net"])),
            [Finding(.policyMatchesNoMX, detail: "policy: mx.example.net; MX: mx1.example.com")]),
        Row(
            "one of two matches",
            domain(
                [host(), host("mx.example.net")], policy: policyText("enforce")), []),
        Row(
            "testing loses no mail", domain(policy: policyText("testing", mx: ["mx.example.net"])),
            []),
        Row(
            "the policy could not be fetched", domain(fetch: .dns),
            [Finding(.policyFetchFailed, detail: "dns")]),
        Row("the policy host is excluded: nothing failed", domain(fetch: .excluded), []),
    ]

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
            "a bad certificate under a policy is a failure, no finding",
            domain([host(certificate: .selfSigned)], policy: policyText("enforce")), []),
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
                ], policy: policyText("enforce")), [finding(.obsoleteTLS, "TLSv1")]),
    ]

    @Test(arguments: mxSet + policy + hosts) func findings(_ row: Row) {
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
