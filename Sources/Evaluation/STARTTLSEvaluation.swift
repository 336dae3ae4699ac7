internal import Observations

/// STARTTLS at an MX host that is open, and over all of them (RFC 3207).
struct STARTTLSEvaluation {
    let state: STARTTLSState
    /// How far STARTTLS has come, over the MX hosts that are open.
    let adoption: Adoption

    init(_ hosts: [MXHostEvidence]) {
        let outcomes = hosts.compactMap { $0.starttls }
        state =
            switch outcomes.count(where: { $0 == .ok }) {
            case _ where outcomes.isEmpty: .unknown
            case 0: .none
            case outcomes.count: .all
            default: .some
            }
        adoption = Self.adoption(hosts.filter { $0.isOpen })
    }

    private static func adoption(_ open: [MXHostEvidence]) -> Adoption {
        if open.isEmpty { return .indeterminate }
        if open.allSatisfy({ $0.starttls == .notOffered }) { return .absent }
        guard open.allSatisfy({ $0.starttls == .ok }) else { return .published }
        let isVouchedFor = open.allSatisfy { $0.certificate == .valid || $0.tlsaMatches == true }
        return isVouchedFor ? .effective : .valid
    }
}

extension MXHostEvidence {
    /// Nil where the host is not open. An open host of which nothing is noted offered nothing.
    var starttls: STARTTLSOutcome? { openIndex.map { probes[$0].starttls ?? .notOffered } }
}
