/// A rule of a standard that a text breaks.
package struct RuleViolation: Error, Hashable, Sendable {
    /// What is wrong, for people: `id is longer than 32 characters`.
    package var reason: String
    /// Where the rule stands: `RFC 8461 §3.1`.
    package var section: String
    /// Where in the text, counted in bytes from 0; nil where something is missing.
    package var offset: Int?

    package init(_ reason: String, section: String, offset: Int? = nil) {
        self.reason = reason
        self.section = section
        self.offset = offset
    }
}
