/// Whether a record of the SMTP STS draft is authenticated by the mechanism that it names
/// (draft-margolis-smtp-sts-00 §3.3).
///
/// A sender that knows no older policy honours it either way: the first one seen is trusted.
package enum DraftAuthentication: String, Sendable, CaseIterable {
    /// DNSSEC vouches for it, or its URI gives the same text.
    case verified
    /// It names a mechanism that does not bear it out.
    case failed
    /// It names no mechanism, or one without a place to look.
    case unstated
    /// Not measured: the URI's host is excluded.
    case unknown
}

/// How many of the MX hosts that are open conform to a record of the SMTP STS draft
/// (draft-margolis-smtp-sts-00 §3.4).
package enum DraftConformance: String, Sendable, CaseIterable { case all, some, none, unknown }
