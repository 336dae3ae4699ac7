internal import MailStandards
internal import Observations

/// Judges a domain: pure, so that the same evidence gives the same rows at any time.
package func evaluate(_ evidence: DomainEvidence) -> DomainEvaluation {
    DomainEvaluation(of: evidence)
}

extension DomainEvaluation {
    fileprivate init(of evidence: DomainEvidence) {
        let mtaSTS = MTASTSEvaluation(evidence)
        let smtpSTS = SMTPSTSEvaluation(evidence)
        let tlsRPT = TLSRPTEvaluation(evidence)
        let dane = DANEEvaluation(evidence)
        let hosts = evidence.hosts.indices.map {
            HostEvaluation(evidence.hosts[$0], dane: dane.hosts[$0], mtaSTS: mtaSTS)
        }
        let verdict = SenderVerdict(
            facts: evidence.facts, hosts: hosts.compactMap { $0.judgement },
            policyFailure: mtaSTS.failure)

        self.init(
            result: DomainResult(
                mailRoute: MailRoute(evidence.facts), mxDNSSEC: evidence.facts.mx.status,
                mxHosts: evidence.hosts.count, provider: evidence.provider,
                stsRecord: mtaSTS.record, stsID: mtaSTS.id, policyFetch: mtaSTS.fetch,
                policySyntax: mtaSTS.syntax, policyMode: mtaSTS.policy?.mode,
                policyMaxAgeSeconds: mtaSTS.policy?.maxAgeSeconds, draftRecord: smtpSTS.record,
                draftMode: smtpSTS.mode, tlsRPTRecord: tlsRPT.record,
                starttls: STARTTLSEvaluation(evidence.hosts).state, dane: dane.state,
                verdict: verdict.verdict, resultType: verdict.resultType),
            hosts: hosts.map { $0.result },
            findings: mtaSTS.findings + smtpSTS.findings + tlsRPT.findings
                + evidence.facts.mxSetFindings + mtaSTS.mismatchFindings(evidence.hosts)
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
        findings = host.findings(dane: dane, judgement: judgement)
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
