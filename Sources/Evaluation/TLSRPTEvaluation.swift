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
}
