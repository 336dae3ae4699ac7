internal import MailStandards

/// Advice on TLSRPT, and on what drafts have left behind: all of it without weight for the verdict.
struct ReportAdvice {
    private let domain: DomainName
    private let evaluation: DomainEvaluation

    init(_ domain: DomainName, _ evaluation: DomainEvaluation) {
        self.domain = domain
        self.evaluation = evaluation
    }

    var steps: [AdviceStep] { [tlsRPTStep, draftStep, legacyStep].compactMap(\.self) }

    private var tlsRPTStep: AdviceStep? {
        let text: String
        switch evaluation.result.tlsRPTRecord {
        case .valid, .error: return nil
        case .absent: text = "Have senders report failures: publish a TLSRPT record."
        case .invalid: text = "Replace the TLSRPT record, which breaks a rule."
        case .multiple: text = "Replace all TLSRPT records by this one: of several none counts."
        }
        return AdviceStep(
            .tlsRPTRecord, text + " The address is an example.",
            copy: domain.child("_smtp._tls").map {
                ZoneFile.txt($0, "v=TLSRPTv1; rua=mailto:tlsrpt@\(domain)")
            },
            isOptional: true)
    }

    private var draftStep: AdviceStep? {
        switch evaluation.result.draftRecord {
        case nil, .absent, .error: nil
        case .valid, .invalid, .multiple:
            AdviceStep(
                .cleanUp,
                "Take the record at _smtp_sts.\(domain) away: it is of a draft of 2016 that MTA-STS "
                    + "replaced, and no sender honours it.", isOptional: true)
        }
    }

    private var legacyStep: AdviceStep? {
        let codes: Set<FindingCode> = [
            .tlsrptLegacyName, .generationJuly2016, .generationFebruary2017,
        ]
        let names = evaluation.findings.filter { codes.contains($0.code) }
            .compactMap { $0.detail?.split(separator: ":").first }
        guard !names.isEmpty else { return nil }
        let text = names.map { "\($0).\(domain)" }.joined(separator: ", ")
        return AdviceStep(
            .cleanUp, "Take the records of drafts away that no sender looks for: \(text).",
            isOptional: true)
    }
}
