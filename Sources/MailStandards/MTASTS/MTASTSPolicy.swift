/// An MTA-STS policy: which MX hosts a domain has, and what to do where they fail
/// (RFC 8461 §3.2).
///
/// On the wire, terminated by LF or CRLF:
///
///     version: STSv1
///     mode: enforce
///     mx: *.example.com
///     max_age: 604800
package struct MTASTSPolicy: Hashable, Sendable {
    /// What a sender does with a message that cannot be protected (RFC 8461 §5).
    package enum Mode: String, Sendable, CaseIterable { case enforce, testing, none }

    package var mode: Mode
    /// How long a sender may keep it, in seconds: 0 to 31,557,600.
    package var maxAgeSeconds: Int
    /// In the order of the policy; may be empty only in mode none.
    package var patterns: [MXPattern]

    package init(mode: Mode, maxAgeSeconds: Int, patterns: [MXPattern]) {
        self.mode = mode
        self.maxAgeSeconds = maxAgeSeconds
        self.patterns = patterns
    }

    /// The most bytes that a fetch takes (RFC 8461 §3.2 has 64 kilobytes).
    package static let sizeLimit = 65_536

    /// The rule that a larger body breaks.
    package static let tooLarge = RuleViolation(
        "the policy has more than 65,536 bytes", section: "RFC 8461 §3.2", offset: sizeLimit,
        code: .policyTooLarge)

    /// Whether one of the patterns matches the MX host's name (RFC 8461 §4.1).
    package func matches(_ host: DomainName) -> Bool {
        let parent = host.textOfParent
        return patterns.contains { $0.matches(host, parent: parent) }
    }
}

extension MTASTSPolicy: CustomStringConvertible {
    /// As it is to be published, each line ended by LF.
    package var description: String {
        let mx = patterns.map { "mx: \($0.text)\n" }.joined()
        return "version: STSv1\nmode: \(mode.rawValue)\n\(mx)max_age: \(maxAgeSeconds)\n"
    }
}
