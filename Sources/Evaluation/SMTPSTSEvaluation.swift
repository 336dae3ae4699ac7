internal import MailStandards
internal import Observations

/// The record of the SMTP STS draft of March 2016 (draft-margolis-smtp-sts-00 §3), as a sender of
/// that draft would judge it that sees the domain for the first time.
///
/// Counted beside MTA-STS, never as MTA-STS, and without weight for the verdict: no sender
/// honours it.
struct SMTPSTSEvaluation {
    /// Nil where it was not asked: only domains that take mail are.
    let state: RecordState?
    /// Nil unless it is valid.
    let record: SMTPSTSRecord?
    let authentication: DraftAuthentication?
    let conformance: DraftConformance?
    /// The failure of the most preferred MX host that does not conform, in today's words.
    let resultType: ResultType?
    let findings: [Finding]

    init(_ evidence: DomainEvidence, dane: DANEEvaluation) {
        guard let answer = evidence.facts.smtpSTS else {
            self.init()
            return
        }
        let reading = RecordReading(answer, read: SMTPSTSRecord.read)
        guard let record = reading.record else {
            self.init(reading.state, findings: reading.findings)
            return
        }
        let authentication = SMTPSTSAuthentication(record, evidence)
        let failures = zip(evidence.hosts, dane.hosts).compactMap { host, dane in
            host.isOpen ? SMTPSTSFailure(of: host, dane, under: record) : nil
        }
        let failing = failures.filter { $0.type != nil }
        self.init(
            reading.state, record, authentication.result,
            Self.conformance(open: failures.count, failing: failing.count),
            failing.first?.type?.resultType,
            findings: reading.findings + authentication.findings + failing.map(\.finding))
    }

    private init(
        _ state: RecordState? = nil, _ record: SMTPSTSRecord? = nil,
        _ authentication: DraftAuthentication? = nil, _ conformance: DraftConformance? = nil,
        _ resultType: ResultType? = nil, findings: [Finding] = []
    ) {
        self.state = state
        self.record = record
        self.authentication = authentication
        self.conformance = conformance
        self.resultType = resultType
        self.findings = findings
    }

    private static func conformance(open: Int, failing: Int) -> DraftConformance {
        if open == 0 { return .unknown }
        if failing == 0 { return .all }
        return failing == open ? .none : .some
    }

    var mode: DraftMode? { record.flatMap { DraftMode(rawValue: $0.mode.rawValue) } }

    /// How far the draft has come at the domain: what names neither MX hosts nor a constraint on
    /// their certificates protects nobody.
    var adoption: Adoption? {
        guard let record else { return state?.adoption(ifValid: .valid) }
        let protects =
            record.mode == .enforce && !record.patterns.isEmpty && record.constraint != nil
            && (conformance == .all || conformance == .some)
        return protects ? .effective : .valid
    }
}

/// What became of one open MX host under a record of the draft
/// (draft-margolis-smtp-sts-00 §3.4, §4).
private struct SMTPSTSFailure {
    var host: DomainName
    /// Nil where the host conforms.
    var type: SMTPSTSFailureType?

    init(of host: MXHostEvidence, _ dane: DANEHostEvaluation, under record: SMTPSTSRecord) {
        self.host = host.facts.host
        type = Self.type(host, dane, record)
    }

    var finding: Finding { Finding(.draftMXFails, detail: type?.rawValue, mxHost: host) }

    /// The first check that fails. Deviation: of what the record leaves out, though the prose has
    /// it required, nothing is checked.
    private static func type(
        _ host: MXHostEvidence, _ dane: DANEHostEvaluation, _ record: SMTPSTSRecord
    ) -> SMTPSTSFailureType? {
        if !record.patterns.isEmpty, !record.matches(host.facts.host) { return .mxMismatch }
        switch host.starttls {
        case .notOffered, nil: return .starttlsNotSupported
        // Deviation: the draft has no word for a handshake that fails.
        case .failed: return .invalidCertificate
        case .ok: break
        }
        switch record.constraint {
        case nil: return nil
        case .webpki: return certificateFailure(host.certificate)
        case .tlsa: return tlsaFailure(dane)
        }
    }

    private static func certificateFailure(_ verdict: CertificateVerdict?) -> SMTPSTSFailureType? {
        switch verdict {
        case .valid: nil
        case .expired: .expiredCertificate
        case .hostMismatch: .certificateMismatch
        case .selfSigned, .untrusted, .notYetValid, .other, nil: .invalidCertificate
        }
    }

    /// §3.4: the MX host "MUST be covered by a DANE TLSA record", so that none is a failure too.
    private static func tlsaFailure(_ dane: DANEHostEvaluation) -> SMTPSTSFailureType? {
        switch dane.records {
        case .bogus, .failed: .dnssecInvalid
        case .usable where dane.couldApply && dane.state == .match: nil
        case .usable, .unusable, .insecure, .none, .notAsked: .tlsaInvalid
        }
    }
}
