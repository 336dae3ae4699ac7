import Census
import Evaluation
import MailStandards
import Observations

/// What `check` says of a domain to the people who run its mail: what happens to mail, why, and
/// what to do. Each part stands in a file of its own.
struct Explanation {
    let examined: ExaminedDomain
    let rules: [BrokenRule]
    let actions: [SenderAction?]
    var page: Page

    var evidence: DomainEvidence { examined.evidence }
    var result: DomainResult { examined.evaluation.result }
    var domain: DomainName { evidence.facts.domain }

    /// The text, each line ended by LF.
    static func text(_ examined: ExaminedDomain, _ style: OutputStyle) -> String {
        var explanation = Explanation(
            examined: examined, rules: examined.evidence.brokenRules,
            actions: examined.evidence.senderActions, page: Page(style))
        explanation.explain()
        return explanation.page.text
    }

    private mutating func explain() {
        explainVerdict()
        explainRoute()
        if result.verdict != .noMail || result.stsRecord != .absent { explainMTASTS() }
        if result.verdict != .noMail || result.tlsRPTRecord != .absent { explainTLSRPT() }
        explainDraft()
        if !evidence.hosts.isEmpty {
            explainDANE()
            explainHosts()
        }
        explainFindings()
        explainAdvice()
    }

    func rule(_ subject: BrokenRule.Subject) -> BrokenRule? {
        rules.first { $0.subject == subject }
    }
}
