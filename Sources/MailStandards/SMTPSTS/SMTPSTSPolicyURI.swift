/// Where a record of the SMTP STS draft has its policy, to be fetched and compared:
/// `https://example.com/.well-known/smtp-sts/current` (draft-margolis-smtp-sts-00 §3.3).
package struct SMTPSTSPolicyURI: Hashable, Sendable {
    package var host: DomainName
    /// Path and query, `/` where there is none.
    package var path: String

    /// Nil for what is no https URI of a host name at the usual port, and for what has bytes that
    /// no URI has, a line's end among them (RFC 3986 §2).
    ///
    /// Why: a port of the owner's choice, or a user name, leads to something else than the web
    /// server that the draft means.
    package init?(_ uri: String) {
        let scheme = "https://"
        guard uri.utf8.prefix(scheme.utf8.count).isIgnoringCase(Array(scheme.utf8)),
            uri.utf8.allSatisfy(\.isVisible)
        else { return nil }
        let rest = uri.utf8.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "#") }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        let parts = authority.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first.flatMap({ DomainName(hostName: String(Substring($0))) }),
            parts.count < 2 || parts[1].elementsEqual("443".utf8)
        else { return nil }
        self.host = host
        let path = String(Substring(rest[authority.endIndex...]))
        self.path = path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
    }
}

extension SMTPSTSRecord {
    /// Where the policy is to be fetched; nil where its authentication is another one, or the URI
    /// is missing or none that can be fetched.
    package var policyURI: SMTPSTSPolicyURI? {
        guard case .webPKI(let uri?) = authentication else { return nil }
        return SMTPSTSPolicyURI(uri)
    }
}
