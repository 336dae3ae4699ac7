internal import Addresses
internal import DNSFacts
internal import MailStandards
internal import Observations
internal import PolicyFetch
internal import Synchronization

/// Follows what a run asks of the network: tells the monitor, and remembers who has answered, so
/// that they can be asked whether the network is there.
final class NetworkWatch: Sendable {
    private struct State {
        var monitor: NetworkMonitor
        var witnesses = NetworkWitnesses()
        var tally = Tally()
    }

    /// What has ended since the run began.
    struct Tally: Sendable {
        var outcomes = 0
        /// In which nobody was heard.
        var failures = 0
    }

    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init() { state = Mutex(State(monitor: NetworkMonitor(at: .zero))) }

    /// Since the run began, by a clock that nobody sets.
    var now: Duration { ContinuousClock.now - start }

    var tally: Tally { state.withLock { $0.tally } }

    var witnesses: NetworkWitnesses { state.withLock { $0.witnesses } }

    /// Looks a domain up.
    func lookUp(
        _ domain: DomainName, _ body: () async throws -> DomainFacts
    ) async throws -> DomainFacts {
        try await follow(.dns, body) { facts, witnesses in
            guard facts.mx.isAnswered else { return false }
            witnesses.add(domain)
            return true
        }
    }

    /// Probes an address of an operator.
    func probe(
        _ address: IPAddress, of operatorName: DomainName,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> MXProbeObservation
    ) async throws -> MXProbeObservation {
        try await follow(.smtp(address.family), body) { probe, witnesses in
            guard probe.isConnected else { return false }
            witnesses.add(
                .init(operatorName: operatorName, address: address, name: probe.serverName))
            return true
        }
    }

    /// Fetches a policy.
    func fetch(
        _ document: PolicyDocument, from addresses: [PermittedAddress],
        _ body: () async throws -> PolicyFetchObservation
    ) async throws -> PolicyFetchObservation {
        try await follow(.https, body) { fetch, witnesses in
            guard fetch.isConnected else { return false }
            witnesses.add(.init(document: document, addresses: addresses))
            return true
        }
    }

    /// - Parameter takeIn: whether it succeeded, and who can bear witness then.
    private func follow<Value>(
        _ service: NetworkService, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value,
        takeIn: (Value, inout NetworkWitnesses) -> Bool
    ) async throws -> Value {
        let began = now
        state.withLock { $0.monitor.begin(service) }
        do {
            let value = try await body()
            let ended = now
            state.withLock { state in
                let succeeded = takeIn(value, &state.witnesses)
                state.tally.outcomes += 1
                state.tally.failures += succeeded ? 0 : 1
                state.monitor.end(service, began: began, succeeded: succeeded, at: ended)
            }
            return value
        } catch {
            state.withLock { $0.monitor.giveUp(service) }
            throw error
        }
    }

    var suspicion: NetworkMonitor.Suspicion? {
        state.withLock { $0.monitor.suspicion(at: now) }
    }

    func excuseSilence(of service: NetworkService) {
        state.withLock { $0.monitor.excuseSilence(of: service, at: now) }
    }

    func startAgain() { state.withLock { $0.monitor.startAgain(at: now) } }

    /// Nothing is known any more of what is usual.
    func learnAgain() { state.withLock { $0.monitor = NetworkMonitor(at: now) } }

    func learnAgain(_ service: NetworkService) {
        state.withLock { $0.monitor.learnAgain(service, at: now) }
    }
}

extension LookupOutcome {
    /// Whether a name server was heard: what is bogus or malformed came from one too.
    var isAnswered: Bool { failure != .serverFailure && failure != .timeout }
}

extension MXProbeObservation {
    /// Whether the port could be reached, whatever was said there.
    var isConnected: Bool {
        switch reachability {
        case .open, .busy, .notSMTP: true
        default: greeting != nil
        }
    }
}

extension PolicyFetchObservation {
    /// Whether a policy host could be reached, whatever it gave.
    var isConnected: Bool { stage != .tcp }
}
