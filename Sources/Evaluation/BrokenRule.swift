package import MailStandards
internal import Observations

/// A text of a domain that breaks a rule of its standard, with the rule.
package struct BrokenRule: Sendable, Equatable {
    /// Which text it is.
    package enum Subject: String, Sendable, CaseIterable {
        case stsRecord = "sts-record"
        case policy
        case tlsRPTRecord = "tlsrpt-record"
        case draftRecord = "draft-record"
    }

    package var subject: Subject
    /// The record or the policy's body, as it came.
    package var text: [UInt8]
    package var violation: RuleViolation

    package init(_ subject: Subject, text: [UInt8], violation: RuleViolation) {
        self.subject = subject
        self.text = text
        self.violation = violation
    }

    /// The line that the violation's byte is on, from 1; nil where something is missing.
    package var line: Int? {
        violation.offset.map { text.prefix($0).count { $0 == 0x0A } + 1 }
    }
}

extension DomainEvidence {
    /// The rules that the domain's records and policy break.
    ///
    /// Why: a scan keeps them as findings alone; whoever explains a domain reads its few texts
    /// once more instead of having every scan carry them.
    package var brokenRules: [BrokenRule] {
        [
            rule(.stsRecord, facts.mtaSTS, MTASTSRecord.read), policyRule,
            rule(.tlsRPTRecord, facts.tlsRPT, TLSRPTRecord.read),
            rule(.draftRecord, facts.smtpSTS, SMTPSTSRecord.read),
        ].compactMap(\.self)
    }

    private var policyRule: BrokenRule? {
        guard let fetch = policyFetch, fetch.outcome == .ok,
            case .invalid(let violation) = MTASTSPolicy.read(fetch.body ?? []).state
        else { return nil }
        return BrokenRule(.policy, text: fetch.body ?? [], violation: violation)
    }

    private func rule<Record>(
        _ subject: BrokenRule.Subject, _ answer: LookupOutcome<TXTRecord>?,
        _ read: ([[UInt8]]) -> TXTSetReading<Record>
    ) -> BrokenRule? {
        guard let answer, !answer.isFailed else { return nil }
        let set = answer.records.map(\.bytes)
        guard case .invalid(let violation) = read(set).state else { return nil }
        // Records of other mechanisms may stand beside the one that is meant.
        let text = set.first { read([$0]).state == .invalid(violation) }
        return BrokenRule(subject, text: text ?? [], violation: violation)
    }
}
