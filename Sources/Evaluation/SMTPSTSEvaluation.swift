internal import MailStandards
internal import Observations

/// The record of the SMTP STS draft of March 2016 (draft-margolis-smtp-sts-00 §3.1).
///
/// Counted beside MTA-STS, never as MTA-STS, and without weight for the verdict: no sender
/// honours it.
struct SMTPSTSEvaluation {
    /// Nil where it was not asked: only domains that take mail are.
    let record: RecordState?
    /// Nil unless the record is valid.
    let mode: DraftMode?
    let findings: [Finding]

    init(_ evidence: DomainEvidence) {
        guard let answer = evidence.facts.smtpSTS else {
            record = nil
            mode = nil
            findings = []
            return
        }
        let reading = RecordReading(answer, read: SMTPSTSRecord.read)
        record = reading.state
        mode = reading.record.flatMap { DraftMode(rawValue: $0.mode.rawValue) }
        findings = reading.findings
    }
}
