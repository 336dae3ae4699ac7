import DomainLists
import MailStandards

/// An input as the standards read it, and the evidence for it.
struct LintReading {
    var answer: LintAnswer
    /// The rules that the text breaks, in the order of the reading.
    var violations: [RuleViolation] = []
    /// The departures that are accepted.
    var findings: [Finding] = []
    /// Which of the texts the violations are about; nil where it is about none in particular.
    var text: Int?

    init(_ kind: LintKind, _ texts: [[UInt8]]) {
        switch kind {
        case .stsRecord:
            self.init(
                texts, MTASTSRecord.read, MTASTSRecord.check, MTASTSRecord.probablyMeant
            ) { ["id": .text($0.id), "extensions": .object($0.extensions.values)] }
        case .smtpSTSRecord:
            self.init(
                texts, SMTPSTSRecord.read, SMTPSTSRecord.check, SMTPSTSRecord.probablyMeant
            ) { $0.lintFields }
        case .tlsrptRecord:
            self.init(
                texts, TLSRPTRecord.read, TLSRPTRecord.check, TLSRPTRecord.probablyMeant
            ) { ["rua": .texts($0.destinations), "extensions": .object($0.extensions.values)] }
        case .stsPolicy: self.init(policy: texts.first ?? [])
        case .tlsaRecord: self.init(tlsa: texts.first ?? [])
        // Its input is an object, no text.
        case .mxMatch: self.init(mx: "", patterns: [])
        }
    }

    init(_ request: LintRequest) {
        switch request.input {
        case .texts(let texts): self.init(request.kind, texts)
        case .match(let mx, let patterns): self.init(mx: mx, patterns: patterns)
        }
    }

    /// A TXT set.
    private init<Record: Sendable & Equatable & CustomStringConvertible>(
        _ set: [[UInt8]], _ read: ([[UInt8]]) -> TXTSetReading<Record>,
        _ check: ([UInt8]) -> RuleCheck, _ meant: ([UInt8]) -> Record?,
        fields: (Record) -> [String: LintAnswer.Value]
    ) {
        let reading = read(set)
        switch reading.state {
        case .valid(let record):
            answer = LintAnswer(.valid)
            answer.fields = fields(record)
            findings = reading.findings
        case .multiple:
            answer = LintAnswer(.multiple)
            findings = reading.findings
        case .absent:
            answer = LintAnswer(.absent)
            answer.probablyMeant = set.lazy.compactMap(meant).first?.description
        case .invalid:
            answer = LintAnswer(.invalid)
            text = set.firstIndex { read([$0]).state == reading.state }
            if let text { tell(check(set[text])) }
            answer.probablyMeant = text.flatMap { meant(set[$0]) }?.description
        }
        noteFindings()
    }

    private init(policy body: [UInt8]) {
        let reading = MTASTSPolicy.read(body)
        if body.count > MTASTSPolicy.sizeLimit {
            // Whatever it says: no fetch brings it.
            answer = LintAnswer(.invalid)
            violations = [MTASTSPolicy.tooLarge]
        } else if let policy = reading.policy {
            answer = LintAnswer(.valid)
            answer.fields = [
                "version": .text("STSv1"), "mode": .text(policy.mode.rawValue),
                "max_age": .number(policy.maxAgeSeconds),
                "mx": .texts(policy.patterns.map(\.text)),
            ]
            findings = reading.findings
        } else {
            answer = LintAnswer(.invalid)
            text = 0
            tell(MTASTSPolicy.check(body))
            answer.probablyMeant = MTASTSPolicy.probablyMeant(by: body)?.description
        }
        noteFindings()
    }

    private init(tlsa record: [UInt8]) {
        do throws(RuleViolation) {
            let record = try TLSARecord(parsing: String(decoding: record, as: UTF8.self))
            answer = LintAnswer(.valid)
            answer.fields = [
                "usage": .number(Int(record.usage)), "selector": .number(Int(record.selector)),
                "matching_type": .number(Int(record.matchingType)),
                "data": .text(String(record.description.split(separator: " ").last ?? "")),
                "usable": .truth(record.isUsableForSMTP),
            ]
            violations = record.unusableForSMTP.map { [$0] } ?? []
        } catch {
            answer = LintAnswer(.invalid)
            text = 0
            violations = [error]
        }
        noteFindings()
    }

    /// Whether a pattern matches the MX host (RFC 8461 §4.1).
    init(mx: String, patterns: [String]) {
        let host = try? ListedName.parse(mx)
        var match: MXPattern?
        for text in patterns {
            do throws(RuleViolation) {
                let pattern = try MXPattern(parsing: text)
                if let host, match == nil, pattern.matches(host) { match = pattern }
            } catch {
                violations.append(error)
            }
        }
        answer = LintAnswer(match == nil ? .invalid : .valid)
        answer.fields = ["match": .truth(match != nil)]
        if let match { answer.fields["pattern"] = .text(match.text) }
        noteFindings()
    }

    private mutating func tell(_ check: RuleCheck) {
        findings = check.findings
        violations = check.violations
    }

    private mutating func noteFindings() {
        answer.findings =
            findings.map { LintAnswer.Note($0) } + violations.map { LintAnswer.Note($0) }
    }
}

extension [RecordField] {
    /// By name; of several with one name the first counts.
    fileprivate var values: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

extension SMTPSTSRecord {
    fileprivate var lintFields: [String: LintAnswer.Value] {
        var fields: [String: LintAnswer.Value] = ["to": .truth(mode == .enforce)]
        if !patterns.isEmpty { fields["mx"] = .texts(patterns.map(\.text)) }
        switch authentication {
        case .dnssec: fields["a"] = .text("dnssec")
        case .webPKI(let uri): fields["a"] = .text("webpki" + (uri.map { ":\($0)" } ?? ""))
        case nil: break
        }
        if let constraint { fields["c"] = .text(constraint.rawValue) }
        if let expirySeconds { fields["e"] = .number(expirySeconds) }
        if !destinations.isEmpty { fields["rua"] = .texts(destinations.map(\.description)) }
        return fields
    }
}
