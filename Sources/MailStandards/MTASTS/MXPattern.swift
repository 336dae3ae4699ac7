/// An mx pattern of a policy: `mx1.example.com`, or `*.example.com` for exactly one label
/// (RFC 8461 §3.2, §4.1).
package struct MXPattern: Hashable, Sendable {
    /// As it stands in the policy, lower case.
    package let text: String

    /// Only for texts that the grammar has accepted.
    init(accepted text: String) { self.text = text }

    package var isWildcard: Bool { text.utf8.first == UInt8(ascii: "*") }

    /// The name without the wildcard.
    package var base: Substring { isWildcard ? Substring(text.utf8.dropFirst(2)) : text[...] }

    /// Whether the MX host's name matches: `*.` stands for exactly one label (RFC 8461 §4.1).
    package func matches(_ host: DomainName) -> Bool {
        matches(host, parent: host.textOfParent)
    }

    /// - Parameter parent: ``DomainName/textOfParent`` of the host, for many patterns.
    func matches(_ host: DomainName, parent: Substring?) -> Bool {
        isWildcard ? parent == base : host.text == text
    }

    /// Whether the MX host's name matches as in the draft of March 2016, where `*.example.com`
    /// is any subdomain of `example.com` (draft-margolis-smtp-sts-00 §3).
    package func matchesAsSubdomain(_ host: DomainName) -> Bool {
        guard isWildcard else { return host.text == text }
        var rest = host.textOfParent
        while let name = rest {
            if name == base { return true }
            rest = DomainName.textOfParent(name)
        }
        return false
    }
}

extension MXPattern: CustomStringConvertible {
    package var description: String { text }
}
