internal import MailStandards
internal import Observations

/// MTA-STS of a domain: its record, and the policy it leads to (RFC 8461).
struct MTASTSEvaluation {
    let record: RecordState
    /// Nil unless the record is valid.
    let id: String?
    let fetch: PolicyFetchOutcome?
    let syntax: PolicySyntax?
    /// Nil unless it was fetched and is valid.
    let policy: MTASTSPolicy?
    /// Why the policy of a valid record could not be had.
    let failure: ResultType?
    let findings: [Finding]

    init(_ evidence: DomainEvidence) {
        let reading = RecordReading(evidence.facts.mtaSTS, read: MTASTSRecord.read)
        record = reading.state
        id = reading.record?.id
        // RFC 8461 §3.1: without exactly one valid record "senders MUST assume the recipient
        // domain does not have an available MTA-STS Policy". Why: an old run may hold a policy
        // that was fetched by another reading of the record.
        let fetched = reading.record == nil ? nil : evidence.policyFetch
        let parsed = FetchedPolicy(fetched)
        fetch = fetched?.outcome
        syntax = parsed.syntax
        policy = parsed.policy
        failure = parsed.failure
        findings =
            reading.findings + evidence.retrievalFindings(fetched) + parsed.findings
    }

    /// The policy as far as a sender applies it: one in mode none says that there is none
    /// (RFC 8461 §5).
    var appliedPolicy: MTASTSPolicy? { policy?.mode == MTASTSPolicy.Mode.none ? nil : policy }

    /// How far MTA-STS has come at the domain.
    func adoption(_ hosts: [MXHostEvidence]) -> Adoption {
        guard let policy else { return record.adoption(ifValid: .published) }
        let protects =
            policy.mode == .enforce && hosts.contains { $0.isOpen && failure(at: $0) == nil }
        return protects ? .effective : .valid
    }

    /// The first check of the policy that an open MX host fails: RFC 8461 §4.1 (mx patterns), then
    /// §4.2 (STARTTLS, certificate); nil where it passes.
    func failure(at host: MXHostEvidence) -> ResultType? {
        guard matches(host.facts.host) == true else { return .validationFailure }
        if let failure = host.tlsFailure { return failure }
        // Why: a server that shows no certificate fails the handshake of a sender that
        // authenticates, since such a sender offers no anonymous suites.
        guard let certificate = host.certificate else { return .validationFailure }
        return certificate.resultType
    }

    /// Whether a pattern of the policy matches the MX host; nil without policy or patterns.
    func matches(_ host: DomainName) -> Bool? {
        guard let policy, !policy.patterns.isEmpty else { return nil }
        return policy.matches(host)
    }
}

/// What came of a policy fetch (RFC 8461 §3.2, §3.3).
private struct FetchedPolicy {
    var syntax: PolicySyntax?
    var policy: MTASTSPolicy?
    var failure: ResultType?
    var findings: [Finding] = []

    init(_ fetch: PolicyFetchObservation?) {
        guard let fetch else { return }
        guard fetch.outcome == .ok else {
            failure = fetch.outcome.resultType
            return
        }
        let reading = MTASTSPolicy.read(fetch.body ?? [])
        findings = reading.findings
        switch reading.state {
        case .valid(let valid):
            syntax = .valid
            policy = valid
        case .invalid:
            syntax = .invalid
            failure = .stsPolicyInvalid
        }
    }
}

extension PolicyFetchOutcome {
    /// What a sender reports of a fetch that failed here (RFC 8460 §4.3.2.2).
    fileprivate var resultType: ResultType? {
        switch self {
        case .ok: nil
        // Why: we did not ask, so nothing failed that a sender would see.
        case .excluded: nil
        case .tls: .stsWebPKIInvalid
        // Why `refused-address`: no sender gets a policy from an address of that kind either.
        case .dns, .connect, .timeout, .http, .httpStatus, .redirect, .contentType, .tooLarge,
            .refusedAddress:
            .stsPolicyFetchError
        }
    }
}
