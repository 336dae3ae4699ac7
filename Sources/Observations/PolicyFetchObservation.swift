package import Addresses
package import MailStandards

/// How far a policy fetch came (RFC 8461 §3.3): the first stage that failed, or `ok`.
package enum PolicyFetchOutcome: String, Sendable, Codable, CaseIterable {
    case ok, dns, connect, timeout, tls, http, redirect, excluded
    case httpStatus = "http-status"
    case contentType = "content-type"
    case tooLarge = "too-large"
    case refusedAddress = "refused-address"
}

/// The stages of a policy fetch, in their order (RFC 8461 §3.3).
package enum PolicyFetchStage: String, Sendable, Codable, CaseIterable { case dns, tcp, tls, http }

/// What a policy's URI gave: `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`, or the one that a
/// record of the SMTP STS draft names.
package struct PolicyFetchObservation: Sendable, Equatable {
    package var outcome: PolicyFetchOutcome
    /// The stage that failed; nil where none did, or nothing was asked.
    package var stage: PolicyFetchStage?
    /// The failure in full, for people: `certificate has expired`, `Could not resolve host`.
    package var detail: String?
    package var startedAt: Timestamp
    package var durationMilliseconds: Int
    /// The address that was connected to; nil where none was.
    package var address: IPAddress?
    /// The end of the policy host's CNAME chain, which names a hosting provider.
    package var canonicalName: DomainName?
    package var httpStatus: Int?
    /// The Content-Type header as it came: `text/plain; charset=utf-8`.
    package var contentType: String?
    /// The Location header of a redirect, which is never followed.
    package var location: String?
    /// At most 65,536 bytes; nil where no body came.
    package var body: [UInt8]?
    /// The certificates that the policy host showed, leaf first; empty where TLS failed earlier.
    package var chain: [CertificateDER]

    package init(
        outcome: PolicyFetchOutcome, stage: PolicyFetchStage? = nil, detail: String? = nil,
        startedAt: Timestamp, durationMilliseconds: Int = 0, address: IPAddress? = nil,
        canonicalName: DomainName? = nil, httpStatus: Int? = nil, contentType: String? = nil,
        location: String? = nil, body: [UInt8]? = nil, chain: [CertificateDER] = []
    ) {
        self.outcome = outcome
        self.stage = stage
        self.detail = detail
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.address = address
        self.canonicalName = canonicalName
        self.httpStatus = httpStatus
        self.contentType = contentType
        self.location = location
        self.body = body
        self.chain = chain
    }
}
