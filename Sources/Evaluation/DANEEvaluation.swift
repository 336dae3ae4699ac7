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
        let judged = zip(evidence.hosts, hosts).map { ($0.openProbe != nil, $1) }
        state =
            if mx.isBogus || hosts.contains(where: { $0.records == .bogus }) {
                .bogus
            } else if MailRoute(evidence.facts) == .error {
                .unknown
            } else if hosts.contains(where: { $0.records == .failed }) {
                .error
            } else if !mx.isSecure, hosts.contains(where: \.hasSecureRecords) {
                .mxInsecure
            } else {
                Self.state(of: judged)
            }
    }

    /// What is left once no lookup failed and no secure record stands behind an insecure MX
    /// answer.
    private static func state(of hosts: [(isOpen: Bool, dane: DANEHostEvaluation)]) -> DANEState {
        let usable = hosts.filter { $0.dane.couldApply && $0.dane.records == .usable }
        if !usable.isEmpty {
            return state(ofUsable: usable, open: hosts.count { $0.isOpen })
        }
        if hosts.contains(where: { $0.dane.couldApply && $0.dane.records == .unusable }) {
            return .unusable
        }
        // Why `hasSecureRecords`: behind insecure addresses a sender never asks for them
        // (RFC 7672 §2.2.2), so they are ignored like insecure ones.
        if hosts.contains(where: { $0.dane.records == .insecure || $0.dane.hasSecureRecords }) {
            return .insecure
        }
        return hosts.contains { $0.dane.records == .notAsked } ? .unknown : .none
    }

    private static func state(
        ofUsable hosts: [(isOpen: Bool, dane: DANEHostEvaluation)], open: Int
    ) -> DANEState {
        let openUsable = hosts.filter(\.isOpen)
        let matching = openUsable.count { $0.dane.state == .match }
        if openUsable.isEmpty { return .unknown }
        if matching == 0 { return .invalid }
        return matching == open ? .valid : .partial
    }
}
