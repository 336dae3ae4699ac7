package import MailStandards
package import Observations

/// How mail reaches a domain (RFC 5321 §5.1, RFC 7505).
package enum MailRoute: String, Sendable, CaseIterable {
    case mx, none, error
    case implicitMX = "implicit-mx"
    case nullMX = "null-mx"
}

/// What stands at a record's name, once foreign TXT records are discarded (RFC 8461 §3.1).
package enum RecordState: String, Sendable, CaseIterable {
    case absent, valid, invalid, multiple, error
}

/// Whether a policy that was fetched keeps to the grammar (RFC 8461 §3.2).
package enum PolicySyntax: String, Sendable, CaseIterable { case valid, invalid }

/// What a draft's record asks of a sender: `to=true`, `to=false`.
package enum DraftMode: String, Sendable, CaseIterable { case enforce, report }

/// How many of the open MX hosts complete STARTTLS.
package enum STARTTLSState: String, Sendable, CaseIterable { case all, some, none, unknown }

/// DANE over all MX hosts of a domain (RFC 7672).
package enum DANEState: String, Sendable, CaseIterable {
    case none, insecure, unusable, valid, partial, invalid, bogus, unknown, error
    case mxInsecure = "mx-insecure"
}

/// TLSA records of one MX host, held against its certificate.
package enum TLSAState: String, Sendable, CaseIterable {
    case none, insecure, bogus, unusable, match, mismatch, unknown, error
}

/// What happens to a message from a sender that honours DANE, then MTA-STS, then TLS if it is
/// offered, with an empty policy cache.
package enum Verdict: String, Sendable, CaseIterable {
    case secure, degraded, report, refuse, opportunistic, plaintext, unknown
    case noMail = "no-mail"
}

/// One row of `domain_results`, as the judgement gives it.
package struct DomainResult: Sendable, Equatable {
    package var mailRoute: MailRoute
    package var mxDNSSEC: DNSSECStatus?
    package var mxHosts: Int
    package var provider: DomainName?
    package var stsRecord: RecordState
    package var stsID: String?
    package var policyFetch: PolicyFetchOutcome?
    package var policySyntax: PolicySyntax?
    package var policyMode: MTASTSPolicy.Mode?
    package var policyMaxAgeSeconds: Int?
    /// Nil where it was not asked.
    package var draftRecord: RecordState?
    package var draftMode: DraftMode?
    package var tlsRPTRecord: RecordState
    package var starttls: STARTTLSState
    package var dane: DANEState
    package var verdict: Verdict
    package var resultType: ResultType?
    /// The registrable domain of what the policy host is an alias of, else its own; nil where no
    /// policy was asked for.
    package var policyProvider: DomainName?
    /// Nil unless the draft's record is valid.
    package var draftAuthentication: DraftAuthentication?
    package var draftConformance: DraftConformance?
    package var draftResultType: ResultType?
    package var adoption: AdoptionLadders

    package init(
        mailRoute: MailRoute, mxDNSSEC: DNSSECStatus? = nil, mxHosts: Int = 0,
        provider: DomainName? = nil, stsRecord: RecordState = .absent, stsID: String? = nil,
        policyFetch: PolicyFetchOutcome? = nil, policySyntax: PolicySyntax? = nil,
        policyMode: MTASTSPolicy.Mode? = nil, policyMaxAgeSeconds: Int? = nil,
        draftRecord: RecordState? = nil, draftMode: DraftMode? = nil,
        tlsRPTRecord: RecordState = .absent, starttls: STARTTLSState = .unknown,
        dane: DANEState = .none, verdict: Verdict = .unknown, resultType: ResultType? = nil,
        policyProvider: DomainName? = nil, draftAuthentication: DraftAuthentication? = nil,
        draftConformance: DraftConformance? = nil, draftResultType: ResultType? = nil,
        adoption: AdoptionLadders = AdoptionLadders()
    ) {
        self.mailRoute = mailRoute
        self.mxDNSSEC = mxDNSSEC
        self.mxHosts = mxHosts
        self.provider = provider
        self.stsRecord = stsRecord
        self.stsID = stsID
        self.policyFetch = policyFetch
        self.policySyntax = policySyntax
        self.policyMode = policyMode
        self.policyMaxAgeSeconds = policyMaxAgeSeconds
        self.draftRecord = draftRecord
        self.draftMode = draftMode
        self.tlsRPTRecord = tlsRPTRecord
        self.starttls = starttls
        self.dane = dane
        self.verdict = verdict
        self.resultType = resultType
        self.policyProvider = policyProvider
        self.draftAuthentication = draftAuthentication
        self.draftConformance = draftConformance
        self.draftResultType = draftResultType
        self.adoption = adoption
    }
}

/// One row of `mx_results`, as the judgement gives it.
package struct MXResult: Sendable, Equatable {
    package var host: DomainName
    package var preference: UInt16
    package var reachability: Reachability
    /// Nil where the host is not open.
    package var starttls: STARTTLSOutcome?
    package var tlsVersion: String?
    package var tlsCipher: String?
    /// Nil without TLS.
    package var certificate: CertificateVerdict?
    /// Nil without a valid policy or without patterns.
    package var policyMatch: Bool?
    package var tlsa: TLSAState
    package var resultType: ResultType?

    package init(
        host: DomainName, preference: UInt16, reachability: Reachability,
        starttls: STARTTLSOutcome? = nil, tlsVersion: String? = nil, tlsCipher: String? = nil,
        certificate: CertificateVerdict? = nil, policyMatch: Bool? = nil,
        tlsa: TLSAState = .none, resultType: ResultType? = nil
    ) {
        self.host = host
        self.preference = preference
        self.reachability = reachability
        self.starttls = starttls
        self.tlsVersion = tlsVersion
        self.tlsCipher = tlsCipher
        self.certificate = certificate
        self.policyMatch = policyMatch
        self.tlsa = tlsa
        self.resultType = resultType
    }
}

/// The judgement of a domain: its row, one row for each MX host, and what else is worth knowing.
package struct DomainEvaluation: Sendable, Equatable {
    package var result: DomainResult
    package var hosts: [MXResult]
    package var findings: [Finding]

    package init(result: DomainResult, hosts: [MXResult], findings: [Finding]) {
        self.result = result
        self.hosts = hosts
        self.findings = findings
    }
}
