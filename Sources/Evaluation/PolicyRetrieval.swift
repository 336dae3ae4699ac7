internal import MailStandards
internal import Observations

extension DomainEvidence {
    /// What is worth knowing about how the policy was retrieved: whose it is, the stage that failed
    /// and, for TLS, why (RFC 8461 §3.3).
    func retrievalFindings(_ fetch: PolicyFetchObservation?) -> [Finding] {
        guard let fetch, fetch.outcome != .excluded else { return [] }
        return managementFindings + stageFindings(fetch)
    }

    private var managementFindings: [Finding] {
        guard let policyProvider else { return [] }
        return policyProvider == registrable
            ? [Finding(.policySelfManaged)]
            : [Finding(.policyHosted, detail: policyProvider.text)]
    }

    private func stageFindings(_ fetch: PolicyFetchObservation) -> [Finding] {
        let detail = fetch.explanation
        switch fetch.failedStage {
        case nil: return []
        case .dns: return [Finding(.policyFetchDNS, detail: detail)]
        case .tcp: return [Finding(.policyFetchTCP, detail: detail)]
        case .http: return [Finding(.policyFetchHTTP, detail: detail)]
        case .tls:
            return [
                Finding(.policyFetchTLS, detail: detail), Finding(tlsReason, detail: fetch.detail),
            ]
        }
    }

    private var tlsReason: FindingCode {
        switch policyCertificate {
        case .expired: .policyHostExpired
        case .notYetValid: .policyHostNotYetValid
        case .selfSigned: .policyHostSelfSigned
        case .untrusted: .policyHostUntrusted
        case .hostMismatch: .policyHostMismatch
        case .other: .policyHostOther
        case .valid, nil: .policyHostHandshake
        }
    }
}

extension PolicyFetchObservation {
    /// The stage that failed; what older runs did not keep is told from the outcome.
    var failedStage: PolicyFetchStage? {
        switch outcome {
        case .ok, .excluded: nil
        case .dns: .dns
        case .connect, .refusedAddress: .tcp
        case .tls: .tls
        case .timeout: stage ?? .http
        case .http, .httpStatus, .redirect, .contentType, .tooLarge: .http
        }
    }

    /// For people: `http-status: 404`.
    var explanation: String {
        let evidence: String? =
            switch outcome {
            case .httpStatus: httpStatus.map(String.init) ?? detail
            case .redirect: location ?? detail
            case .contentType: contentType ?? detail
            default: detail
            }
        return outcome.rawValue + (evidence.map { ": " + $0 } ?? "")
    }
}
