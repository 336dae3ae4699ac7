package import MailStandards
package import Observations
internal import PolicyFetch

/// A policy that is to be fetched: that of MTA-STS, or what authenticates a record of the SMTP STS
/// draft.
package struct PolicyRequest: Sendable, Equatable {
    package var domain: DomainName
    /// The TXT set that names the draft's URI; nil for MTA-STS.
    package var draft: [TXTRecord]?

    /// Nil where there is nothing to fetch: the name of the policy host would be too long, or the
    /// draft's record is not valid or names no URI of the domain itself.
    package init?(_ domain: DomainName, draft: [TXTRecord]? = nil) {
        self.domain = domain
        self.draft = draft
        if document == nil { return nil }
    }

    var document: PolicyDocument? {
        guard let draft else { return PolicyDocument(mtaSTSOf: domain) }
        return SMTPSTSRecord.read(draft.map(\.bytes)).record.flatMap {
            PolicyDocument($0, of: domain)
        }
    }
}

extension DomainFacts {
    /// Asked for only where there is a valid record (RFC 8461 §3.3).
    package var policyRequest: PolicyRequest? {
        guard let records = mtaSTS?.records, !records.isEmpty,
            MTASTSRecord.read(records.map(\.bytes)).record != nil
        else { return nil }
        return PolicyRequest(domain)
    }

    /// Asked for only where a valid record of the draft names a URI of the domain itself.
    package var draftRequest: PolicyRequest? {
        guard let records = smtpSTS?.records, !records.isEmpty else { return nil }
        return PolicyRequest(domain, draft: records)
    }
}
