/// An MTA-STS policy: which MX hosts a domain has, and what to do where they fail
/// (RFC 8461 §3.2).
package struct MTASTSPolicy: Hashable, Sendable {
    package enum Mode: String, Sendable, CaseIterable { case enforce, testing, none }

    package var mode: Mode
    /// How long a sender may keep it, in seconds: 0 to 31,557,600.
    package var maxAgeSeconds: Int
    /// In the order of the policy; may be empty only in mode none.
    package var patterns: [MXPattern]
}
