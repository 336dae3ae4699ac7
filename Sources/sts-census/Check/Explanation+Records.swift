import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// The TXT record at a name: as found, and what it amounts to.
    ///
    /// - Parameters:
    ///   - absence: what follows where there is none.
    ///   - validity: what a valid one says.
    mutating func explainRecord(
        _ labels: String, _ answer: LookupOutcome<TXTRecord>?, _ state: RecordState,
        _ subject: BrokenRule.Subject, absence: String, validity: String
    ) {
        let name = "\(labels).\(domain)"
        if state == .absent {
            page.row("Record", "None at \(name): \(absence)")
            return
        }
        page.row("Record", name)
        if let alias = answer?.canonicalName { page.row("", "which is an alias of \(alias)") }
        if case .failed(let failure, let detail)? = answer?.answer {
            // Where the MX lookup failed too, it has said why.
            let reason = result.mailRoute == .error ? "" : ": \(detail)"
            page.row("", "The lookup failed, \(failure.rawValue)\(reason)", tone: .bad)
            return
        }
        quoteRecords(answer?.records ?? [], rule(subject))
        switch state {
        case .valid: page.row("", validity, tone: .good)
        case .multiple:
            page.row("", "Several records are for the same purpose: none counts.", tone: .bad)
        case .invalid:
            let violation = rule(subject)?.violation.description ?? "it breaks a rule"
            page.row("", "Does not count: \(violation).", tone: .bad)
        case .error: page.row("", "The answer fails DNSSEC validation.", tone: .bad)
        case .absent: break
        }
    }

    /// As many as are worth a look; foreign ones may stand beside.
    private mutating func quoteRecords(_ records: [TXTRecord], _ rule: BrokenRule?) {
        let indent = 2 + Page.nameWidth
        let shown = records.sorted { first, _ in first.bytes == rule?.text }.prefix(4)
        for record in shown {
            let isBroken = record.bytes == rule?.text
            // The quotation mark is one column.
            let mark = isBroken ? rule?.violation.offset.map { record.column(of: $0) + 1 } : nil
            page.quote("\"\(String(showing: record.bytes))\"", indent: indent, mark: mark)
        }
        if records.count > shown.count {
            page.row("", "… and \(records.count - shown.count) more", tone: .faint)
        }
    }

    /// TLSRPT (RFC 8460).
    mutating func explainTLSRPT() {
        page.heading("TLSRPT (reports on failures)")
        let destinations =
            TLSRPTRecord.read(evidence.facts.tlsRPT?.records.map(\.bytes) ?? []).record?
            .destinations.prefix(4).joined(separator: ", ") ?? ""
        explainRecord(
            "_smtp._tls", evidence.facts.tlsRPT, result.tlsRPTRecord, .tlsRPTRecord,
            absence: "nobody tells you when delivery over TLS fails.",
            validity: "Valid: reports go to \(destinations).")
    }

    /// SMTP STS, the draft of 2016, where anything is there.
    mutating func explainDraft() {
        guard let state = result.draftRecord, state != .absent, state != .error else { return }
        page.heading("SMTP STS (a draft of 2016)")
        let record = SMTPSTSRecord.read(evidence.facts.smtpSTS?.records.map(\.bytes) ?? []).record
        let demand =
            record?.mode == .enforce
            ? "to=true, deliver only to servers that conform" : "to=false, report what fails"
        explainRecord(
            "_smtp_sts", evidence.facts.smtpSTS, state, .draftRecord, absence: "",
            validity: "Valid: \(demand).")
        if let authentication = result.draftAuthentication {
            page.row("Authentic", authentication.text)
            for reason in draftFaults { page.row("", reason) }
        }
        if let conformance = result.draftConformance {
            let type = result.draftResultType.map { " (\($0.rawValue))" } ?? ""
            page.row("Conformance", conformance.text + type)
        }
        page.row("Weight", "None: MTA-STS replaced it, and no sender honours it any more.")
    }
}

extension Explanation {
    /// Why the draft's record is not borne out.
    private var draftFaults: [String] {
        examined.evaluation.findings.filter { Self.draftFaultCodes.contains($0.code) }.map {
            $0.code.clause + ($0.detail.map { " (\($0.inShort))" } ?? "") + "."
        }
    }

    static let draftFaultCodes: Set<FindingCode> = [
        .draftNotSecure, .draftForeignURI, .draftFetchFailed, .draftTextDiffers,
    ]
}

extension TXTRecord {
    /// Where a byte stands once the record is shown.
    fileprivate func column(of offset: Int) -> Int {
        String(showing: bytes.prefix(offset)).unicodeScalars.count
    }
}

extension DraftAuthentication {
    fileprivate var text: String {
        switch self {
        case .verified: "Yes: what its field a names bears the record out."
        case .failed: "No: what its field a names does not bear the record out."
        case .unstated: "Not stated: its field a names no place to look."
        case .unknown: "Not examined."
        }
    }
}

extension DraftConformance {
    fileprivate var text: String {
        switch self {
        case .all: "Every MX host that answered conforms."
        case .some: "Some MX hosts that answered conform, others do not."
        case .none: "No MX host that answered conforms."
        case .unknown: "Not examined: no MX host answered."
        }
    }
}
