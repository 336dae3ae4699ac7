import MailStandards
import Observations
import Testing

@testable import Evaluation

@Suite struct AdviceTests {
    /// The kinds of the steps, in order; those that are optional stand in parentheses.
    typealias Row = Case<DomainEvidence, String>

    /// 2026-11-23T08:15:00Z.
    private static let time = Timestamp(iso8601: "2026-11-23T08:15:00Z")!

    private static func steps(_ evidence: DomainEvidence) -> [AdviceStep] {
        let leaf = ShownLeaf(
            publicKeySHA256: [UInt8](repeating: 0xAB, count: 32),
            notAfter: Timestamp(iso8601: "2026-12-31T00:00:00Z"))
        let leaves = Dictionary(uniqueKeysWithValues: evidence.hosts.map { ($0.facts.host, leaf) })
        return advise(evidence, evaluate(evidence), leaves: leaves, at: time)
    }

    private static func copy(_ kind: AdviceStep.Kind, _ evidence: DomainEvidence) -> String? {
        steps(evidence).first { $0.kind == kind }?.copy
    }

    private static let enforce = policyText("enforce")
    private static let ready = "policy sts-record (tlsrpt-record)"

    /// With a TLSRPT record, so that only the rest is seen.
    private static func reporting(_ evidence: DomainEvidence) -> DomainEvidence {
        var evidence = evidence
        evidence.facts.tlsRPT = txt(["v=TLSRPTv1; rua=mailto:tls@example.com"])
        return evidence
    }

    private static func record(_ records: [String]) -> DomainEvidence {
        var evidence = domain()
        evidence.facts.mtaSTS = txt(records)
        return evidence
    }

    private static func route(_ answer: LookupOutcome<MXRecord>) -> DomainEvidence {
        DomainEvidence(facts: DomainFacts(domain: "example.com", mx: answer))
    }

    static let rows: [Row] = [
        // Nothing to do.
        Row("all is in order", reporting(domain(policy: enforce)), ""),
        Row("null MX", route(mx([(0, ".")])), ""),
        Row("no such domain", route(LookupOutcome(.noName)), ""),
        // How mail finds its way.
        Row("no MX and no address", route(LookupOutcome(.noData)), "(null-mx)"),
        Row("bogus MX", route(failed(.bogus)), "dnssec"),
        Row("no answer", route(failed()), "dns"),
        // Without a policy.
        Row("nothing yet", domain(), ready),
        Row("a record that breaks a rule", record(["v=STSv1; id=a-b"]), ready),
        Row("two records", record([recordText, recordText]), ready),
        Row("no STARTTLS", domain([host(starttls: .notOffered)]), "mx-host " + ready),
        Row("STARTTLS fails", domain([host(starttls: .failed)]), "mx-host " + ready),
        Row("nobody answers", domain([host(is: .timeout)]), "mx-host " + ready),
        Row("not probed", domain([host(is: .notProbed)]), ready),
        Row("expired", domain([host(certificate: .expired)]), "mx-certificate " + ready),
        Row("no certificate", domain([host(certificate: nil)]), "mx-certificate " + ready),
        // With one.
        Row("no TLSRPT", domain(policy: enforce), "(tlsrpt-record)"),
        Row(
            "enforce, and a host fails",
            reporting(
                domain(
                    [host("mx1.example.com"), host("mx2.example.com", certificate: .hostMismatch)],
                    policy: enforce)), "mx-certificate"),
        Row(
            "enforce, and no host passes: mail is held",
            reporting(domain([host(certificate: .selfSigned)], policy: enforce)),
            "mx-certificate policy sts-record"),
        Row(
            "no pattern matches",
            reporting(domain(policy: policyText("enforce", mx: ["mx.example.net"]))),
            "policy sts-record"),
        Row(
            "testing, and all pass: secure for whoever checks, but nothing is enforced",
            reporting(domain(policy: policyText("testing"))), "(policy) (sts-record)"),
        Row(
            "testing, and a host fails",
            reporting(domain([host(starttls: .notOffered)], policy: policyText("testing"))),
            "mx-host"),
        Row("mode none", reporting(domain(policy: policyText("none"))), "policy sts-record"),
        Row("the policy breaks a rule", reporting(domain(policy: "x")), "policy sts-record"),
        Row("not to be had", reporting(domain(fetch: .tls)), "policy-host policy"),
        Row("on the exclusion list", reporting(domain(fetch: .excluded)), ""),
        Row(
            "kept for a day",
            reporting(
                domain(policy: "version: STSv1\nmode: enforce\nmax_age: 86400\nmx: *.example.com\n")
            ),
            "(policy) (sts-record)"),
        // DANE.
        Row(
            "DANE in order, MTA-STS would help others",
            reporting(domain([host(tlsa: .match)], mxDNSSEC: .secure)), "(policy) (sts-record)"),
        Row(
            "DANE in order, and the certificate of no weight",
            reporting(domain([host(certificate: .selfSigned, tlsa: .match)], mxDNSSEC: .secure)),
            ""),
        Row(
            "another key", reporting(domain([host(tlsa: .mismatch)], mxDNSSEC: .secure)),
            "tlsa (policy) (sts-record)"),
        Row(
            "unusable", reporting(domain([host(tlsa: .unusable)], mxDNSSEC: .secure)),
            "tlsa (policy) (sts-record)"),
        Row(
            "bogus", reporting(domain([host(tlsa: .bogus)], mxDNSSEC: .secure)),
            "dnssec policy sts-record"),
        Row(
            "TLSA behind an insecure MX", reporting(domain([host(tlsa: .match)])),
            "policy sts-record (dnssec)"),
        Row(
            "TLSA without DNSSEC", reporting(domain([host(tlsa: .insecure)])),
            "policy sts-record (dnssec)"),
    ]

    @Test(arguments: rows) func steps(_ row: Row) {
        let kinds = Self.steps(row.given).map { step in
            step.isOptional ? "(\(step.kind.rawValue))" : step.kind.rawValue
        }
        #expect(kinds.joined(separator: " ") == row.expected)
    }

    // MARK: What is to be copied

    static let policies: [Row] = [
        Row(
            "the hosts by name, enforce where all pass",
            domain([host("mx1.example.com"), host("mx2.example.net")]),
            """
            version: STSv1
            mode: enforce
            mx: mx1.example.com
            mx: mx2.example.net
            max_age: 604800

            """),
        Row(
            "testing where one fails",
            domain([host("mx1.example.com"), host("mx2.example.com", certificate: .expired)]),
            """
            version: STSv1
            mode: testing
            mx: mx1.example.com
            mx: mx2.example.com
            max_age: 86400

            """),
        Row(
            "wildcards where they are in use, and a longer max_age",
            domain(
                [host("mx1.example.com"), host("mx2.example.com"), host("mx.example.net")],
                policy: """
                    version: STSv1
                    mode: enforce
                    mx: *.example.com
                    max_age: 31557600

                    """),
            """
            version: STSv1
            mode: enforce
            mx: *.example.com
            mx: mx.example.net
            max_age: 31557600

            """),
        Row(
            "mended", domain(policy: " mode: enforce\n"),
            """
            version: STSv1
            mode: enforce
            mx: mx1.example.com
            max_age: 604800

            """),
    ]

    @Test(arguments: policies) func policy(_ row: Row) throws {
        let text = try #require(Self.copy(.policy, row.given))
        #expect(text == row.expected)
        let policy = try #require(MTASTSPolicy.read(Array(text.utf8)).policy)
        #expect(row.given.hosts.allSatisfy { policy.matches($0.facts.host) })
    }

    @Test func records() {
        #expect(
            Self.copy(.stsRecord, domain())
                == "_mta-sts.example.com. IN TXT (\n    \"v=STSv1; id=20261123081500Z\" )\n")
        #expect(
            Self.copy(.tlsRPTRecord, domain())
                == "_smtp._tls.example.com. IN TXT (\n"
                + "    \"v=TLSRPTv1; rua=mailto:tlsrpt@example.com\" )\n")
        #expect(
            Self.copy(.tlsa, domain([host(tlsa: .mismatch)], mxDNSSEC: .secure))
                == "_25._tcp.mx1.example.com. IN TLSA 3 1 1 (\n"
                + "    \(String(repeating: "AB", count: 32)) )\n")
        #expect(
            Self.copy(.nullMX, Self.route(LookupOutcome(.noData))) == "example.com. IN MX 0 .\n")
    }

    @Test func aRecordThatIsAnAliasIsChangedWhereItLeads() throws {
        var evidence = domain(policy: policyText("testing"))
        evidence.facts.mtaSTS?.canonicalName = "_mta-sts.provider.example"
        let step = try #require(Self.steps(evidence).first { $0.kind == .stsRecord })
        #expect(step.copy?.hasPrefix("_mta-sts.provider.example. IN TXT") == true)
        #expect(step.text.contains("alias"))
    }

    @Test func anotherOperatorIsNamed() throws {
        var foreign = host("mx.provider.example", certificate: .expired)
        foreign.operatorName = "provider.example"
        let step = try #require(Self.steps(domain([foreign])).first)
        #expect(step.text.hasSuffix("It belongs to provider.example: ask there."))
    }

    @Test func noPolicyNamesAnAddress() {
        let evidence = domain([host("192.0.2.1", is: .noAddress)])
        #expect(Self.copy(.policy, evidence) == nil)
    }
}
