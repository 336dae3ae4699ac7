internal import Addresses

/// Judges from the outcomes of a run whether the network is still there.
///
/// Pure: moments are given as durations since the run began.
struct NetworkMonitor: Sendable {
    /// What is wrong, as far as outcomes tell.
    enum Suspicion: Equatable, Sendable {
        /// Hardly anything succeeds; before `goodUntil` all was as usual.
        case collapse(NetworkService, goodUntil: Duration)
        /// Nothing comes back, be it that the network is gone or that many dead servers came
        /// together: somebody who is known to answer has to be asked.
        case silence(NetworkService, goodUntil: Duration)

        var service: NetworkService {
            switch self {
            case .collapse(let service, _), .silence(let service, _): service
            }
        }

        var goodUntil: Duration {
            switch self {
            case .collapse(_, let moment), .silence(_, let moment): moment
            }
        }
    }

    private static let services: [NetworkService] = [.dns, .smtp(.ipv4), .smtp(.ipv6), .https]

    private var records: [NetworkService: ServiceRecord]

    init(at now: Duration) {
        records = Dictionary(
            uniqueKeysWithValues: Self.services.map { ($0, ServiceRecord(at: now)) })
    }

    mutating func begin(_ service: NetworkService) { records[service]?.begin() }

    mutating func end(
        _ service: NetworkService, began: Duration, succeeded: Bool, at now: Duration
    ) {
        records[service]?.end(began: began, succeeded: succeeded, at: now)
    }

    mutating func giveUp(_ service: NetworkService) { records[service]?.giveUp() }

    /// A collapse before a silence, the DNS before all else.
    func suspicion(at now: Duration) -> Suspicion? {
        let known = Self.services.compactMap { service in records[service].map { (service, $0) } }
        if let (service, record) = known.first(where: { $0.1.hasCollapsed(at: now) }) {
            return .collapse(service, goodUntil: record.goodUntil)
        }
        if let (service, record) = known.first(where: { $0.1.isSilent(at: now) }) {
            return .silence(service, goodUntil: record.goodUntil)
        }
        return nil
    }

    mutating func excuseSilence(of service: NetworkService, at now: Duration) {
        records[service]?.excuseSilence(at: now)
    }

    /// Goes on after a pause in which nothing was under way.
    mutating func startAgain(at now: Duration) {
        for service in Self.services { records[service]?.startAgain(at: now) }
    }

    /// The same where the network had never been gone: what this service does is usual from now on.
    mutating func learnAgain(_ service: NetworkService, at now: Duration) {
        startAgain(at: now)
        records[service] = ServiceRecord(at: now)
    }
}
