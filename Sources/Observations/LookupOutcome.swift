package import MailStandards

/// What DNSSEC says of an answer (RFC 4033 §5); indeterminate counts as insecure.
package enum DNSSECStatus: String, Sendable, Codable { case secure, insecure, bogus }

/// Why a DNS question got no usable answer.
package enum LookupFailure: String, Sendable, Codable {
    /// No name server gave an answer: SERVFAIL, REFUSED, lame or dead servers.
    case serverFailure = "servfail"
    /// Our own time limit ran out before the resolver gave up.
    case timeout
    /// The answer failed DNSSEC validation.
    case bogus
    /// The answer could not be read.
    case malformed
}

/// What one DNS question led to.
///
/// *Does not exist* and *could not be found out* are different things here, and stay so.
package struct LookupOutcome<Record: Sendable & Equatable>: Sendable, Equatable {
    /// What came back, or why nothing did.
    package enum Answer: Sendable, Equatable {
        /// At least one record of the type asked for.
        case records([Record])
        /// The name exists, a record of that type does not.
        case noData
        /// The name does not exist (NXDOMAIN).
        case noName
        case failed(LookupFailure, detail: String)
    }

    package var answer: Answer
    /// Nil where the lookup failed other than by being bogus.
    package var dnssec: DNSSECStatus?
    /// The end of the CNAME chain; nil where the name is no alias.
    package var canonicalName: DomainName?
    /// The smallest TTL in the answer, in seconds; nil without records.
    package var ttlSeconds: UInt32?

    package init(
        _ answer: Answer, dnssec: DNSSECStatus? = nil, canonicalName: DomainName? = nil,
        ttlSeconds: UInt32? = nil
    ) {
        self.answer = answer
        self.dnssec = dnssec
        self.canonicalName = canonicalName
        self.ttlSeconds = ttlSeconds
    }

    /// The records found; empty also where there are none or the lookup failed.
    package var records: [Record] {
        if case .records(let records) = answer { records } else { [] }
    }

    package var failure: LookupFailure? {
        if case .failed(let failure, _) = answer { failure } else { nil }
    }
}
