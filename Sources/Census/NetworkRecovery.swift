internal import Addresses

/// What to do about a network that has gone: wait for it, or go on without what is blocked.
struct NetworkRecovery: Sendable {
    enum End: Equatable {
        /// It answered at once: a block of dead servers, or an outage that was over already.
        case neverGone
        case back
        /// The DNS answers, port 25 does not.
        case blocked(IPAddress.Family)
    }

    let check: NetworkCheck
    /// How long to wait before the scan gives up.
    let patience: Duration
    let onEvent: @Sendable (ScanEvent) -> Void

    private static let pause: Duration = .seconds(3)
    /// So long the DNS answers and port 25 does not before it is called blocked: a network that
    /// comes back does not bring everything in the same second.
    private static let portPatience: Duration = .seconds(20)

    /// Asks every few seconds until the network is there; throws a sentence for people where it is
    /// not within the patience.
    func wait(after suspicion: NetworkMonitor.Suspicion) async throws -> End {
        let start = ContinuousClock.now
        let service = suspicion.service
        var heardSince: ContinuousClock.Instant?
        var isFirst = true
        var isTold = false
        func tell(_ service: NetworkService) {
            if !isTold { onEvent(.networkGone(service.text)) }
            isTold = true
        }
        // Before a silence is taken for the network's, somebody was asked who did not answer.
        if case .silence = suspicion { tell(service) }
        while true {
            let isHeard = try await check.hearsDNS()
            if isHeard, try await check.reaches(service) {
                guard isFirst, case .collapse = suspicion else { return .back }
                return .neverGone
            }
            tell(isHeard ? service : .dns)
            isFirst = false
            let now = ContinuousClock.now
            heardSince = isHeard ? heardSince ?? now : nil
            if case .smtp(let family) = service, let heardSince,
                now - heardSince >= min(Self.portPatience, patience)
            {
                return .blocked(family)
            }
            guard now - start < patience else {
                throw NetworkFault(
                    "the network is gone: \(isHeard ? service.text : NetworkService.dns.text) has "
                        + "not answered for \(patience.components.seconds) s; what is done is kept, "
                        + "and 'scan --resume' goes on when it is back")
            }
            try await Task.sleep(for: Self.pause)
        }
    }
}

/// Why a scan stopped in the middle, in a sentence for people.
struct NetworkFault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
