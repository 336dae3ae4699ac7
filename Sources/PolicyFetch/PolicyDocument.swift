package import MailStandards

/// A policy that HTTPS gives: where it is, and how it has to come.
package struct PolicyDocument: Sendable, Equatable {
    package var host: DomainName
    /// `/.well-known/mta-sts.txt`
    package var path: String
    /// Whether its media type has to be text/plain.
    package var isPlainText: Bool

    /// The policy of MTA-STS: `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`, text/plain
    /// (RFC 8461 §3.3); nil where that name would be too long.
    package init?(mtaSTSOf domain: DomainName) {
        guard let host = domain.child("mta-sts") else { return nil }
        self.init(host: host, path: "/.well-known/mta-sts.txt", isPlainText: true)
    }

    /// What authenticates a record of the SMTP STS draft: the URI that its field `a` names, of any
    /// media type, if it is one of the domain itself (draft-margolis-smtp-sts-00 §3.3).
    package init?(_ record: SMTPSTSRecord, of domain: DomainName) {
        guard let uri = record.policyURI, uri.host == domain else { return nil }
        self.init(host: uri.host, path: uri.path, isPlainText: false)
    }

    private init(host: DomainName, path: String, isPlainText: Bool) {
        self.host = host
        self.path = path
        self.isPlainText = isPlainText
    }
}
