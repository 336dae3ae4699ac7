internal import MailStandards
internal import Observations

/// The TLSRPT record of a domain: where senders report their failures (RFC 8460 §3).
struct TLSRPTEvaluation {
    let record: RecordState
    let findings: [Finding]

    init(_ evidence: DomainEvidence) {
        let reading = RecordReading(evidence.facts.tlsRPT, read: TLSRPTRecord.read)
        record = reading.state
        findings = reading.findings
    }

    /// How far TLSRPT has come at the domain: reports are of use where a policy or TLSA records can
    /// fail.
    func adoption(_ mtaSTS: MTASTSEvaluation, _ dane: DANEEvaluation) -> Adoption {
        let hasSubject = mtaSTS.appliedPolicy != nil || dane.hosts.contains { $0.applies }
        return record.adoption(ifValid: hasSubject ? .effective : .valid)
    }
}
