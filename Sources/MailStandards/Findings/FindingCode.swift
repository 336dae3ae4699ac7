/// The closed list of findings; each has its row in Docs/Findings.md.
package enum FindingCode: String, Sendable, Codable, CaseIterable {
    /// A domain whose enforce policy matches none of its own MX hosts (RFC 8461 §4.1).
    case policyMatchesNoMX = "policy-matches-no-mx"
}
