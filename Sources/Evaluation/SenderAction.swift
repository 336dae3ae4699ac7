internal import MailStandards
internal import Observations

/// What a sender does with an MX host that is open, and which mechanism has it do so.
package enum SenderAction: String, Sendable, CaseIterable {
    /// Delivers: TLSA records authenticate the host (RFC 7672).
    case daneDelivers = "dane-delivers"
    /// Does not use the host: DANE fails, or could not be looked up.
    case daneRefuses = "dane-refuses"
    /// Delivers: the host passes the policy (RFC 8461 §4).
    case policyDelivers = "policy-delivers"
    /// Does not use the host: the policy is in mode enforce.
    case policyRefuses = "policy-refuses"
    /// Delivers all the same, and reports: the policy is in mode testing.
    case policyReports = "policy-reports"
    /// Delivers over TLS, to whoever answers.
    case opportunistic
    /// Delivers in the clear.
    case plaintext
}

extension DomainEvidence {
    /// One for each MX host, in their order; nil where the host is not open.
    package var senderActions: [SenderAction?] {
        let mtaSTS = MTASTSEvaluation(self)
        return zip(hosts, DANEEvaluation(self).hosts).map { host, dane in
            host.isOpen
                ? SenderAction(host, dane, MXHostJudgement(host, dane: dane, mtaSTS: mtaSTS)) : nil
        }
    }
}

extension SenderAction {
    fileprivate init(
        _ host: MXHostEvidence, _ dane: DANEHostEvaluation, _ judgement: MXHostJudgement
    ) {
        self =
            switch judgement {
            case .passes: dane.applies ? .daneDelivers : .policyDelivers
            case .refused: dane.refuses(host) ? .daneRefuses : .policyRefuses
            case .reported: .policyReports
            case .opportunistic: .opportunistic
            case .plaintext: .plaintext
            }
    }
}

extension DANEHostEvaluation {
    /// Whether it is DANE that has a sender refuse a host that is refused.
    fileprivate func refuses(_ host: MXHostEvidence) -> Bool {
        guard couldApply else { return false }
        return switch records {
        case .bogus, .failed, .usable: true
        // Nothing but TLS is demanded (RFC 7672 §2.2).
        case .unusable: host.tlsFailure != nil
        case .notAsked, .none, .insecure: false
        }
    }
}
