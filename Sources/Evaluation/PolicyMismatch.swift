internal import MailStandards
internal import Observations

extension MTASTSEvaluation {
    /// An enforce policy that none of the domain's own MX hosts matches: whoever answers, mail
    /// from senders that honour it is lost (RFC 8461 §4.1, §5).
    func mismatchFindings(_ hosts: [MXHostEvidence]) -> [Finding] {
        guard let policy, policy.mode == .enforce, !hosts.isEmpty,
            hosts.allSatisfy({ matches($0.facts.host) == false })
        else { return [] }
        let patterns = policy.patterns.map(\.text).joined(separator: ", ")
        let names = hosts.map(\.facts.host.text).joined(separator: ", ")
        return [Finding(.policyMatchesNoMX, detail: "policy: \(patterns); MX: \(names)")]
    }
}
