internal import Evaluation
internal import MailStandards
internal import Observations
internal import Synchronization

/// What failed lately and may owe that to our own network, and when.
///
/// It holds the newest, more than there are between the beginning of an outage and the moment it is
/// noticed.
final class RecentFailures: Sendable {
    enum Failure: Equatable, Sendable {
        case domain(Int64)
        case host(DomainName)
        /// By its number within the run.
        case probe(Int64)
    }

    private struct State {
        var failures: [(moment: Duration, failure: Failure)] = []
        /// Probes that speak for nobody.
        var void: Set<Int64> = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 200_000) { self.capacity = capacity }

    func add(_ failure: Failure, at moment: Duration) {
        state.withLock { state in
            // Half of them at once, so that it costs next to nothing.
            if state.failures.count >= capacity { state.failures.removeFirst(capacity / 2) }
            state.failures.append((moment, failure))
        }
    }

    /// Takes out what has failed since a moment, in which the network was gone.
    func take(since moment: Duration) -> (domains: [Int64], hosts: [DomainName]) {
        state.withLock { state in
            defer { state.failures.removeAll() }
            var found: (domains: [Int64], hosts: [DomainName]) = ([], [])
            for (when, failure) in state.failures where when >= moment {
                switch failure {
                case .domain(let id): found.domains.append(id)
                case .host(let name): found.hosts.append(name)
                case .probe(let number): state.void.insert(number)
                }
            }
            return found
        }
    }

    /// Whether a probe was made while the network was gone.
    func isVoid(_ probe: Int64) -> Bool { state.withLock { $0.void.contains(probe) } }
}

extension DomainEvaluation {
    /// Whether anything failed in a way in which it fails too where our own network is gone.
    var mayComeOfTheNetwork: Bool {
        result.mailRoute == .error || result.dane == .error
            || [result.stsRecord, result.tlsRPTRecord, result.draftRecord].contains(.error)
            || result.policyFetch.map(Self.unsure.contains) == true
            || hosts.contains {
                $0.tlsa == .error || $0.starttls == .failed || $0.reachability.mayComeOfTheNetwork
            }
    }

    private static let unsure: Set<PolicyFetchOutcome> = [.dns, .connect, .timeout, .tls, .http]
}

extension MXProbeObservation {
    var mayComeOfTheNetwork: Bool { reachability.mayComeOfTheNetwork || handshakeFailed }
}

extension Reachability {
    /// A firewall on our side may refuse in a server's name.
    fileprivate var mayComeOfTheNetwork: Bool {
        switch self {
        case .refused, .timeout, .unreachable, .busy, .notSMTP, .dnsError: true
        case .open, .excluded, .noAddress, .refusedAddress, .notProbed: false
        }
    }
}
