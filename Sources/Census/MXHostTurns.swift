internal import MXProbe
internal import MailStandards
internal import Observations

/// The turns of one probe: each connection waits for operator and address, and is not made where
/// the operator has turned us away too often or the exclusion list has grown meanwhile.
struct MXHostTurns: ConnectionTurns {
    let host: DomainName
    let target: ConnectionSchedule.Target
    let connections: ConnectionLimits
    let exclusions: Exclusions

    nonisolated(nonsending)
        func begin() async throws(CancellationError) -> ConnectionRefusal?
    {
        guard try await connections.begin(target) else {
            return ConnectionRefusal(
                .notProbed,
                "left alone: \(target.operatorName) has turned this scanner away repeatedly")
        }
        guard exclusions.excludes(host) || exclusions.excludes(target.address) else { return nil }
        connections.end(target, .notMade)
        return ConnectionRefusal(.excluded, "excluded while the scan was running")
    }

    func end(_ seen: MXProbeObservation) {
        connections.end(target, seen.end)
    }
}

extension MXProbeObservation {
    /// Refused is what says that we, or for now anybody, is not wanted: 421 or 45x, a refused
    /// connection, or a reply that names a blocklist.
    var end: ConnectionSchedule.End {
        switch reachability {
        case .busy, .refused: .refused
        case .notProbed, .excluded, .refusedAddress: .notMade
        case .notSMTP where saysBlocklisted: .refused
        case .notSMTP, .open: .accepted
        case .timeout, .unreachable, .noAddress, .dnsError: .silent
        }
    }

    private var saysBlocklisted: Bool {
        [greeting, ehloReply].contains { reply in
            reply.flatMap { SMTPReply(stored: $0) }?.saysBlocklisted == true
        }
    }
}
