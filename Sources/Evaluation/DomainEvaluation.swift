internal import MailStandards
internal import Observations

/// Judges a domain: pure, so that the same evidence gives the same rows at any time.
package func evaluate(_ evidence: DomainEvidence) -> DomainEvaluation {
    DomainEvaluation(of: evidence)
}

extension DomainEvaluation {
    fileprivate init(of evidence: DomainEvidence) {
        let mtaSTS = MTASTSEvaluation(evidence)
        let tlsRPT = TLSRPTEvaluation(evidence)
        let dane = DANEEvaluation(evidence)
        let smtpSTS = SMTPSTSEvaluation(evidence, dane: dane)
        let starttls = STARTTLSEvaluation(evidence.hosts)
        let hosts = evidence.hosts.indices.map {
            HostEvaluation(evidence.hosts[$0], dane: dane.hosts[$0], mtaSTS: mtaSTS)
        }
        let verdict = SenderVerdict(
            facts: evidence.facts, hosts: hosts.compactMap { $0.judgement },
            policyFailure: mtaSTS.failure)

        let route = MailRoute(evidence.facts)
        let takesMail = route != .none && route != .nullMX

        self.init(
            result: DomainResult(
                mailRoute: route, mxDNSSEC: evidence.facts.mx.status,
                mxHosts: evidence.hosts.count, provider: evidence.provider,
                stsRecord: mtaSTS.record, stsID: mtaSTS.id, policyFetch: mtaSTS.fetch,
                policySyntax: mtaSTS.syntax, policyMode: mtaSTS.policy?.mode,
                policyMaxAgeSeconds: mtaSTS.policy?.maxAgeSeconds, draftRecord: smtpSTS.state,
                draftMode: smtpSTS.mode, tlsRPTRecord: tlsRPT.record,
                starttls: starttls.state, dane: dane.state, verdict: verdict.verdict,
                resultType: verdict.resultType, policyProvider: evidence.policyProvider,
                draftAuthentication: smtpSTS.authentication,
                draftConformance: smtpSTS.conformance, draftResultType: smtpSTS.resultType,
                adoption: AdoptionLadders(
                    sts: mtaSTS.adoption(evidence.hosts), draft: smtpSTS.adoption,
                    tlsRPT: tlsRPT.adoption(mtaSTS, dane),
                    starttls: takesMail ? starttls.adoption : nil,
                    dane: takesMail ? dane.adoption : nil)),
            hosts: hosts.map { $0.result },
            findings: mtaSTS.findings + smtpSTS.findings + tlsRPT.findings
                + evidence.facts.legacyFindings + evidence.facts.mxSetFindings
                + mtaSTS.mismatchFindings(evidence.hosts)
                + mtaSTS.certificateFindings(evidence.hosts)
                + hosts.flatMap { $0.findings })
    }
}

/// The judgement of one MX host: its row, and what it adds to the domain's verdict.
private struct HostEvaluation {
    let result: MXResult
    /// Nil where the host is not open: it is left out of the verdict.
    let judgement: MXHostJudgement?
    let findings: [Finding]

    init(_ host: MXHostEvidence, dane: DANEHostEvaluation, mtaSTS: MTASTSEvaluation) {
        let open = host.openIndex
        let starttls = host.starttls
        judgement = dane.isOpen ? MXHostJudgement(host, dane: dane, mtaSTS: mtaSTS) : nil
        findings = host.findings(dane: dane, judgement: judgement, mtaSTS: mtaSTS)
        result = MXResult(
            host: host.facts.host, preference: host.preference,
            reachability: host.reachability, starttls: starttls,
            tlsVersion: open.flatMap { host.probes[$0].tlsVersion },
            tlsCipher: open.flatMap { host.probes[$0].tlsCipher },
            certificate: starttls == .ok ? host.certificate : nil,
            policyMatch: mtaSTS.matches(host.facts.host), tlsa: dane.state,
            resultType: judgement?.resultType)
    }
}
