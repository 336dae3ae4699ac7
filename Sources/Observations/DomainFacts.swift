package import Addresses
package import MailStandards

/// An MX record: `10 mx1.example.com` (RFC 1035 §3.3.9).
package struct MXRecord: Hashable, Sendable {
    package var preference: UInt16
    /// The root for a null MX (RFC 7505 §3).
    package var exchange: DomainName

    package init(preference: UInt16, exchange: DomainName) {
        self.preference = preference
        self.exchange = exchange
    }
}

/// A TXT record: its character-strings put together without anything between (RFC 8461 §3.1).
package struct TXTRecord: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
}

/// What the DNS says about a domain. A question that was not asked is nil.
package struct DomainFacts: Sendable, Equatable {
    package var domain: DomainName
    package var mx: LookupOutcome<MXRecord>
    /// The domain's own A records, asked where it has no MX (RFC 5321 §5.1).
    package var ipv4: LookupOutcome<IPAddress>?
    /// The domain's own AAAA records, asked where it has neither MX nor A.
    package var ipv6: LookupOutcome<IPAddress>?
    /// TXT at `_mta-sts.DOMAIN` (RFC 8461 §3.1).
    package var mtaSTS: LookupOutcome<TXTRecord>?
    /// TXT at `_smtp._tls.DOMAIN` (RFC 8460 §3).
    package var tlsRPT: LookupOutcome<TXTRecord>?
    /// TXT at `_smtp_sts.DOMAIN` (draft-margolis-smtp-sts-00).
    package var smtpSTS: LookupOutcome<TXTRecord>?
    /// TXT at the names that only drafts used; empty unless they are asked for.
    package var legacy: [LegacyTXTName: LookupOutcome<TXTRecord>]

    package init(
        domain: DomainName, mx: LookupOutcome<MXRecord>, ipv4: LookupOutcome<IPAddress>? = nil,
        ipv6: LookupOutcome<IPAddress>? = nil, mtaSTS: LookupOutcome<TXTRecord>? = nil,
        tlsRPT: LookupOutcome<TXTRecord>? = nil, smtpSTS: LookupOutcome<TXTRecord>? = nil,
        legacy: [LegacyTXTName: LookupOutcome<TXTRecord>] = [:]
    ) {
        self.domain = domain
        self.mx = mx
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.mtaSTS = mtaSTS
        self.tlsRPT = tlsRPT
        self.smtpSTS = smtpSTS
        self.legacy = legacy
    }
}
