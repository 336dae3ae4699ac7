import MailStandards
import Observations
import Testing

@testable import Evaluation

/// Whole domains: that the parts are put together in the right order.
@Suite struct DomainEvaluationTests {
    static let mx1 = host()
    static let mx2 = host("mx2.example.com", preference: 20)

    @Test func anEmptyWorldIsUnknown() {
        let evidence = DomainEvidence(facts: DomainFacts(domain: "example.com", mx: failed()))
        let evaluation = evaluate(evidence)
        #expect(
            evaluation.result
                == DomainResult(
                    mailRoute: .error, dane: .unknown,
                    adoption: AdoptionLadders(starttls: .indeterminate, dane: .indeterminate)))
        #expect(evaluation.hosts.isEmpty)
    }

    @Test func aDomainWithAllOfIt() {
        var evidence = domain(
            [Self.mx1], mxDNSSEC: .secure, policy: policyText("enforce", mx: ["mx1.example.com"]))
        evidence.facts.tlsRPT = txt(["v=TLSRPTv1; rua=mailto:tls@example.com"])
        evidence.facts.smtpSTS = txt(["v=STS1; to=false"])
        let expected = DomainResult(
            mailRoute: .mx, mxDNSSEC: .secure, mxHosts: 1, provider: "example.com",
            stsRecord: .valid, stsID: "20260101", policyFetch: .ok, policySyntax: .valid,
            policyMode: .enforce, policyMaxAgeSeconds: 604_800, draftRecord: .valid,
            draftMode: .report, tlsRPTRecord: .valid, starttls: .all, dane: .none,
            verdict: .secure, policyProvider: "example.com", draftAuthentication: .unstated,
            draftConformance: .all,
            adoption: AdoptionLadders(
                sts: .effective, draft: .valid, tlsRPT: .effective, starttls: .effective,
                dane: .absent))
        #expect(evaluate(evidence).result == expected)
    }

    @Test func anImplicitMXIsMatchedByTheDomainsOwnName() {
        var evidence = domain(
            [host("example.com", preference: 0)], mxDNSSEC: .secure,
            policy: policyText("enforce", mx: ["example.com"]))
        evidence.facts.mx = LookupOutcome(.noData, dnssec: .secure)
        evidence.facts.ipv4 = addresses(["192.0.2.1"], .secure)
        let evaluation = evaluate(evidence)
        #expect(evaluation.result.mailRoute == .implicitMX)
        #expect(evaluation.result.mxHosts == 1)
        #expect(evaluation.result.verdict == .secure)
        #expect(evaluation.hosts[0].preference == 0)
    }

    @Test func behindASecureDenialOfMXDANEApplies() {
        var evidence = domain([host("example.com", preference: 0, tlsa: .mismatch)])
        evidence.facts.mx = LookupOutcome(.noData, dnssec: .secure)
        evidence.facts.ipv4 = addresses(["192.0.2.1"], .secure)
        let result = evaluate(evidence).result
        #expect(result.dane == .invalid)
        #expect(result.verdict == .refuse)
        #expect(result.resultType == .tlsaInvalid)
    }

    @Test func aHostThatIsNotOpenIsLeftOutOfTheVerdict() {
        let evidence = domain(
            [host(is: .timeout), Self.mx2], policy: policyText("enforce"))
        #expect(evaluate(evidence).result.verdict == .secure)
    }

    @Test func ofSeveralFailingHostsTheMostPreferredNamesTheFailure() {
        let evidence = domain(
            [host(certificate: .expired), host("mx2.example.com", starttls: .notOffered)],
            policy: policyText("testing"))
        let evaluation = evaluate(evidence)
        #expect(evaluation.result.verdict == .report)
        #expect(evaluation.result.resultType == .certificateExpired)
        #expect(
            evaluation.hosts.map(\.resultType) == [.certificateExpired, .starttlsNotSupported])
    }

    @Test func aFailingPolicyNeverHidesDANE() {
        let evidence = domain([host(tlsa: .match)], mxDNSSEC: .secure, fetch: .tls)
        let result = evaluate(evidence).result
        #expect(result.verdict == .secure)
        #expect(result.resultType == nil)
        #expect(result.policyFetch == .tls)
    }

    @Test func judgingTwiceGivesTheSame() {
        let evidence = domain([Self.mx1, Self.mx2], policy: policyText("enforce"))
        #expect(evaluate(evidence) == evaluate(evidence))
    }
}
