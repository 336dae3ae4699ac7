/// The network is not there any more, as far as a run can tell from what it asks.
struct NetworkCollapse: Error {
    var suspicion: NetworkMonitor.Suspicion
}

/// Looks after the network while domains are in flight.
struct NetworkGuard: Sendable {
    let watch: NetworkWatch
    let check: NetworkCheck

    private static let interval: Duration = .seconds(1)

    /// Returns never; throws ``NetworkCollapse`` when the network has gone.
    ///
    /// A silence may be that of dead servers, and ends nothing while others answer.
    func run() async throws {
        while true {
            try await Task.sleep(for: Self.interval)
            guard let suspicion = watch.suspicion else { continue }
            if case .silence(let service, _) = suspicion, try await check.hearsDNS(),
                try await check.reaches(service)
            {
                watch.excuseSilence(of: service)
                continue
            }
            throw NetworkCollapse(suspicion: suspicion)
        }
    }
}
