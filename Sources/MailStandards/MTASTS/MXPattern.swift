/// An mx pattern of a policy: `mx1.example.com`, or `*.example.com` for exactly one label
/// (RFC 8461 §3.2, §4.1).
package struct MXPattern: Hashable, Sendable {
    /// As it stands in the policy, lower case.
    package var text: String

    /// Whether the MX host's name matches.
    package func matches(_ host: DomainName) -> Bool {
        guard text.hasPrefix("*.") else { return host.text == text }
        return host.parent.map { $0.text == text.dropFirst(2) } ?? false
    }
}
