/// A rule of a standard that a text breaks.
package struct RuleViolation: Error, Hashable, Sendable {
    /// What is wrong, for people: `id is longer than 32 characters`.
    package var reason: String
    /// Where the rule stands: `RFC 8461 §3.1`.
    package var section: String
    /// Where in the text, counted in bytes from 0; nil where something is missing.
    package var offset: Int?
    /// The kind of violation, by which it is counted; every parser of this target names one.
    package var code: FindingCode?

    package init(
        _ reason: String, section: String, offset: Int? = nil, code: FindingCode? = nil
    ) {
        self.reason = reason
        self.section = section
        self.offset = offset
        self.code = code
    }

    /// The violation as a finding: its reason, section and place are the evidence.
    package var finding: Finding? { code.map { Finding($0, detail: description) } }
}

extension RuleViolation: CustomStringConvertible {
    /// `id is longer than 32 characters (RFC 8461 §3.1, byte 11)`.
    package var description: String {
        "\(reason) (\(section)\(offset.map { ", byte \($0)" } ?? ""))"
    }
}
