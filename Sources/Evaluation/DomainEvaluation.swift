internal import MailStandards
internal import Observations

extension DomainEvaluation {
    /// Judges a domain: pure, so that the same evidence gives the same rows at any time.
    package init(of evidence: DomainEvidence) {
        let mtaSTS = MTASTSEvaluation(evidence)
        let smtpSTS = SMTPSTSEvaluation(evidence)
        let tlsRPT = TLSRPTEvaluation(evidence)
        let dane = DANEEvaluation(evidence)
        let hosts = zip(evidence.hosts, dane.hosts).map {
            HostEvaluation($0, dane: $1, mtaSTS: mtaSTS)
        }
        let verdict = SenderVerdict(
            facts: evidence.facts, hosts: hosts.compactMap(\.judgement),
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
            hosts: hosts.map(\.result),
            findings: mtaSTS.findings + smtpSTS.findings + tlsRPT.findings
                + evidence.facts.mxSetFindings + mtaSTS.mismatchFindings(evidence.hosts)
                + hosts.flatMap(\.findings))
    }
}

/// The judgement of one MX host: its row, and what it adds to the domain's verdict.
private struct HostEvaluation {
    let result: MXResult
    /// Nil where the host is not open: it is left out of the verdict.
    let judgement: MXHostJudgement?
    let findings: [Finding]

    init(_ host: MXHostEvidence, dane: DANEHostEvaluation, mtaSTS: MTASTSEvaluation) {
        let open = host.openProbe
        judgement = open.map { _ in MXHostJudgement(host, dane: dane, mtaSTS: mtaSTS) }
        findings = host.findings(dane: dane, judgement: judgement)
        result = MXResult(
            host: host.facts.host, preference: host.preference,
            reachability: host.reachability, starttls: host.starttls,
            tlsVersion: open?.tlsVersion, tlsCipher: open?.tlsCipher,
            certificate: host.starttls == .ok ? host.certificate : nil,
            policyMatch: mtaSTS.matches(host.facts.host), tlsa: dane.state,
            resultType: judgement?.resultType)
    }
}
