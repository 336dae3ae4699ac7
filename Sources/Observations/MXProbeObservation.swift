package import Addresses
package import MailStandards

/// Whether SMTP could be spoken with an address, or with an MX host as a whole.
package enum Reachability: String, Sendable, Codable, CaseIterable {
    /// Greeted with 220, and accepted EHLO or HELO.
    case open
    case refused, timeout, unreachable, busy, excluded
    case notSMTP = "not-smtp"
    case noAddress = "no-address"
    case dnsError = "dns-error"
    case refusedAddress = "refused-address"
    case notProbed = "not-probed"
}

/// What became of STARTTLS at an address that is open (RFC 3207).
package enum STARTTLSOutcome: String, Sendable, Codable {
    /// Offered, and the handshake completed.
    case ok
    case notOffered = "not-offered"
    /// Offered, but the command or the handshake failed.
    case failed
}

/// What an SMTP server said at one address, asked with one server name.
package struct MXProbeObservation: Sendable, Equatable {
    package var address: IPAddress
    /// The name sent as SNI: the MX host, or with DANE its TLSA base domain.
    package var serverName: DomainName
    package var startedAt: Timestamp
    package var durationMilliseconds: Int
    package var reachability: Reachability
    /// Replies as they came, their lines put together by LF; nil where none came.
    package var greeting: String?
    /// The reply to EHLO, or to HELO where EHLO was refused.
    package var ehloReply: String?
    package var usedHELO: Bool
    package var starttlsReply: String?
    /// Nil where the address is not open.
    package var starttls: STARTTLSOutcome?
    /// `TLSv1.3`, in OpenSSL's words.
    package var tlsVersion: String?
    /// `TLS_AES_256_GCM_SHA384`, in OpenSSL's words.
    package var tlsCipher: String?
    /// `X25519`, in OpenSSL's words; nil where no (EC)DHE took place.
    package var tlsGroup: String?
    /// Leaf first, as sent; empty without a completed handshake.
    package var chain: [CertificateDER]
    /// Bytes that came in the clear behind STARTTLS's 220 and were discarded (a flaw known as
    /// command injection).
    package var plaintextAfterSTARTTLS: Bool
    /// The handshake completed only with anonymous suites on offer, so there is no certificate.
    package var anonymousOnly: Bool
    /// Which versions of TLS are accepted by themselves, oldest first; empty where nobody asked.
    package var survey: [TLSTrial]
    /// The failure in full, for people.
    package var detail: String?

    package init(
        address: IPAddress, serverName: DomainName, startedAt: Timestamp,
        durationMilliseconds: Int = 0, reachability: Reachability, greeting: String? = nil,
        ehloReply: String? = nil, usedHELO: Bool = false, starttlsReply: String? = nil,
        starttls: STARTTLSOutcome? = nil, tlsVersion: String? = nil, tlsCipher: String? = nil,
        tlsGroup: String? = nil, chain: [CertificateDER] = [],
        plaintextAfterSTARTTLS: Bool = false, anonymousOnly: Bool = false,
        survey: [TLSTrial] = [], detail: String? = nil
    ) {
        self.address = address
        self.serverName = serverName
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.reachability = reachability
        self.greeting = greeting
        self.ehloReply = ehloReply
        self.usedHELO = usedHELO
        self.starttlsReply = starttlsReply
        self.starttls = starttls
        self.tlsVersion = tlsVersion
        self.tlsCipher = tlsCipher
        self.tlsGroup = tlsGroup
        self.chain = chain
        self.plaintextAfterSTARTTLS = plaintextAfterSTARTTLS
        self.anonymousOnly = anonymousOnly
        self.survey = survey
        self.detail = detail
    }

    /// Whether STARTTLS was accepted and TLS then failed.
    package var handshakeFailed: Bool {
        starttls == .failed && starttlsReply?.hasPrefix("220") == true
    }
}
