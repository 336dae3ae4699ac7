internal import MailStandards
internal import Observations

/// Whether a record of the SMTP STS draft is borne out by the mechanism that it names
/// (draft-margolis-smtp-sts-00 §3.3).
struct SMTPSTSAuthentication {
    let result: DraftAuthentication
    private(set) var findings: [Finding] = []

    init(_ record: SMTPSTSRecord, _ evidence: DomainEvidence) {
        switch record.authentication {
        case nil, .webPKI(uri: nil): result = .unstated
        case .webPKI where Self.isNotMeasured(record, evidence): result = .unknown
        case .dnssec, .webPKI:
            let fault = Self.fault(record, evidence)
            result = fault == nil ? .verified : .failed
            findings = fault.map { [$0] } ?? []
        }
    }

    private static func isNotMeasured(_ record: SMTPSTSRecord, _ evidence: DomainEvidence) -> Bool {
        guard isOwn(record, evidence) else { return false }
        return evidence.draftFetch == nil || evidence.draftFetch?.outcome == .excluded
    }

    private static func isOwn(_ record: SMTPSTSRecord, _ evidence: DomainEvidence) -> Bool {
        record.policyURI?.host == evidence.facts.domain
    }

    /// Why the mechanism does not bear the record out; nil where it does.
    private static func fault(_ record: SMTPSTSRecord, _ evidence: DomainEvidence) -> Finding? {
        guard case .webPKI(let uri) = record.authentication else {
            return evidence.facts.smtpSTS?.isSecure == true ? nil : Finding(.draftNotSecure)
        }
        guard isOwn(record, evidence) else { return Finding(.draftForeignURI, detail: uri) }
        guard let fetch = evidence.draftFetch, fetch.outcome == .ok else {
            return Finding(.draftFetchFailed, detail: evidence.draftFetch?.explanation)
        }
        // The body has to be the record's text, byte for byte. Records of other mechanisms may
        // stand beside the one that counts.
        let text = evidence.facts.smtpSTS?.records.first {
            SMTPSTSRecord.read([$0.bytes]).record != nil
        }
        let body = fetch.body ?? []
        return body == text?.bytes
            ? nil : Finding(.draftTextDiffers, detail: String(showing: body.prefix(512)))
    }
}
