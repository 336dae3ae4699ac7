internal import MailStandards
internal import Observations

/// DANE over all MX hosts of a domain (RFC 7672).
struct DANEEvaluation {
    let state: DANEState
    /// In the order of the evidence's hosts.
    let hosts: [DANEHostEvaluation]

    init(_ evidence: DomainEvidence) {
        let mx = evidence.facts.mx
        hosts = evidence.hosts.map { DANEHostEvaluation($0, mxSecure: mx.isSecure) }
        state =
            if mx.isBogus || hosts.contains(where: { $0.records == .bogus }) {
                .bogus
            } else if MailRoute(evidence.facts) == .error {
                .unknown
            } else if hosts.contains(where: { $0.records == .failed }) {
                .error
            } else if !mx.isSecure, hosts.contains(where: { $0.hasSecureRecords }) {
                .mxInsecure
            } else {
                Self.state(of: hosts)
            }
    }

    /// How far DANE has come at the domain.
    var adoption: Adoption {
        switch state {
        case .none: .absent
        case .insecure, .mxInsecure, .unusable: .published
        case .partial, .invalid: .valid
        case .valid: .effective
        case .unknown: hosts.contains { $0.applies } ? .valid : .indeterminate
        // Why: what DNSSEC does not bear out, or nobody answered, is no evidence either way.
        case .bogus, .error: .indeterminate
        }
    }

    /// What is left once no lookup failed and no secure record stands behind an insecure MX
    /// answer.
    private static func state(of hosts: [DANEHostEvaluation]) -> DANEState {
        let usable = hosts.filter { $0.applies }
        if !usable.isEmpty {
            return state(ofUsable: usable, open: hosts.count { $0.isOpen })
        }
        if hosts.contains(where: { $0.couldApply && $0.records == .unusable }) { return .unusable }
        // Why `hasSecureRecords`: behind insecure addresses a sender never asks for them
        // (RFC 7672 §2.2.2), so they are ignored like insecure ones.
        if hosts.contains(where: { $0.records == .insecure || $0.hasSecureRecords }) {
            return .insecure
        }
        return hosts.contains { $0.records == .notAsked } ? .unknown : .none
    }

    private static func state(ofUsable hosts: [DANEHostEvaluation], open: Int) -> DANEState {
        let openUsable = hosts.filter { $0.isOpen }
        let matching = openUsable.count { $0.state == .match }
        if openUsable.isEmpty { return .unknown }
        if matching == 0 { return .invalid }
        return matching == open ? .valid : .partial
    }
}
