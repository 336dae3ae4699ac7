package import Addresses
package import MailStandards

/// What the DNS says about an MX host. A question that was not asked is nil.
package struct MXHostFacts: Sendable, Equatable {
    package var host: DomainName
    package var ipv4: LookupOutcome<IPAddress>?
    /// Nil where IPv4 addresses were found and IPv6 is not probed.
    package var ipv6: LookupOutcome<IPAddress>?
    /// TLSA at `_25._tcp.` + ``tlsaBase`` (RFC 7672 §2.2.3); nil where the host does not exist.
    package var tlsa: LookupOutcome<TLSARecord>?
    /// The TLSA base domain: the end of a secure CNAME chain if there are TLSA records, else the
    /// host itself (RFC 7672 §2.2.2).
    package var tlsaBase: DomainName
    /// Whether the host is an alias whose own CNAME record is DNSSEC-secure, wherever the chain
    /// leads: TLSA at the host's own name counts then, however its addresses were found
    /// (RFC 7672 §2.2.2). False also where that makes no difference: the addresses are secure, or
    /// there is no TLSA record that could count.
    package var aliasSecure: Bool

    package init(
        host: DomainName, ipv4: LookupOutcome<IPAddress>? = nil,
        ipv6: LookupOutcome<IPAddress>? = nil, tlsa: LookupOutcome<TLSARecord>? = nil,
        tlsaBase: DomainName? = nil, aliasSecure: Bool = false
    ) {
        self.host = host
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.tlsa = tlsa
        self.tlsaBase = tlsaBase ?? host
        self.aliasSecure = aliasSecure
    }

    /// The addresses found, in the order in which the DNS gave them, IPv6 first.
    package var addresses: [IPAddress] { (ipv6?.records ?? []) + (ipv4?.records ?? []) }

    /// Whether every address lookup that found something is DNSSEC-secure (RFC 7672 §2.2.2).
    package var addressesSecure: Bool {
        let found = [ipv4, ipv6].compactMap { $0 }.filter { !$0.records.isEmpty }
        return !found.isEmpty && found.allSatisfy { $0.dnssec == .secure }
    }
}
