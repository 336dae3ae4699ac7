internal import Observations

/// STARTTLS at an MX host that is open, and over all of them (RFC 3207).
struct STARTTLSEvaluation {
    let state: STARTTLSState

    init(_ hosts: [MXHostEvidence]) {
        let outcomes = hosts.compactMap { $0.starttls }
        state =
            switch outcomes.count(where: { $0 == .ok }) {
            case _ where outcomes.isEmpty: .unknown
            case 0: .none
            case outcomes.count: .all
            default: .some
            }
    }
}

extension MXHostEvidence {
    /// Nil where the host is not open. An open host of which nothing is noted offered nothing.
    var starttls: STARTTLSOutcome? { openIndex.map { probes[$0].starttls ?? .notOffered } }
}
