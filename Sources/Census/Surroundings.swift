internal import Addresses
internal import DomainLists
internal import MXProbe
internal import MailStandards
internal import Observations
internal import Synchronization

/// What all domains of a run share: rules, limits, and what was found out about this machine.
final class Surroundings: Sendable {
    let network: NetworkOptions
    let addressPolicy: AddressPolicy
    let exclusions: Exclusions
    let judge: Judge
    let watch = NetworkWatch()
    let recent = RecentFailures()
    private let limits: Mutex<ConnectionLimits>
    private let freshLimits: @Sendable () -> ConnectionLimits
    private let families: Mutex<Set<IPAddress.Family>>
    /// Whether a busy address is asked once more right away; a scan does so in its second pass.
    private let retriesBusy: Bool

    private let lastProbeNumber: Atomic<Int64>

    init(
        _ network: NetworkOptions, files: NetworkFiles, probedFamilies: Set<IPAddress.Family>,
        time: Timestamp, lastProbeNumber: Int64 = 0, retriesBusy: Bool = false,
        onEvent: @escaping @Sendable (ScanEvent) -> Void = { _ in }
    ) {
        self.network = network
        addressPolicy = AddressPolicy(allowed: network.allowedNetworks)
        exclusions = files.exclusions
        freshLimits = { ConnectionLimits { onEvent(.leftAlone(operator: $0.text)) } }
        limits = Mutex(freshLimits())
        judge = Judge(suffixes: files.suffixes, trust: files.trust, time: time)
        families = Mutex(network.probes ? probedFamilies : [])
        self.retriesBusy = retriesBusy
        self.lastProbeNumber = Atomic(lastProbeNumber)
    }

    /// The families in which MX hosts are probed; empty where port 25 is not to be had.
    var probedFamilies: Set<IPAddress.Family> { families.withLock { $0 } }

    var connections: ConnectionLimits { limits.withLock { $0 } }

    /// After an outage, when nothing is under way: operators that our own network has refused in
    /// the name of are not left alone for it.
    func forgetRefusals() { limits.withLock { $0 = freshLimits() } }

    /// Port 25 is not to be had any more in a family.
    func stopProbing(_ family: IPAddress.Family) { families.withLock { _ = $0.remove(family) } }

    /// Takes down what failed now, in case the network turns out to be gone.
    func note(_ failure: RecentFailures.Failure) { recent.add(failure, at: watch.now) }

    func nextProbeNumber() -> Int64 {
        lastProbeNumber.add(1, ordering: .relaxed).newValue
    }

    /// The addresses of an MX host that are to be tried, in a sender's order; without any, why.
    func addressesToProbe(_ facts: MXHostFacts) -> (
        addresses: [IPAddress], notProbed: Reachability?
    ) {
        let found = facts.addresses
        guard !found.isEmpty else { return ([], nil) }
        let aliases = [facts.ipv4, facts.ipv6].compactMap { $0?.canonicalName }
        guard !aliases.contains(where: exclusions.excludes) else { return ([], .excluded) }
        let allowed = found.filter { !exclusions.excludes($0) }
        guard !allowed.isEmpty else { return ([], .excluded) }
        // Refusing an address needs no port 25, so it is said of every family.
        let tried = allowed.filter {
            probedFamilies.contains($0.family) || !addressPolicy.permits($0)
        }
        return tried.isEmpty ? ([], .notProbed) : (Array(tried.prefix(Self.addressLimit)), nil)
    }

    /// Probes an address, unless it may not be contacted. Where the run surveys TLS, tries its
    /// versions by themselves then.
    func probe(
        _ address: IPAddress, _ serverName: DomainName, for target: ConnectionSchedule.Target,
        of host: DomainName, by prober: MXProber
    ) async throws -> MXProbeObservation {
        guard let permitted = addressPolicy.permit(address) else {
            return MXProbeObservation(
                address: address, serverName: serverName, startedAt: .now(),
                reachability: .refusedAddress, detail: "not globally reachable")
        }
        let turns = MXHostTurns(
            host: host, target: target, connections: connections, exclusions: exclusions)
        var probe = try await prober.probe(permitted, serverName: serverName, turns: turns)
        if retriesBusy, probe.reachability == .busy {
            try await Task.sleep(for: Self.busyPause)
            probe = try await prober.probe(permitted, serverName: serverName, turns: turns)
        }
        if network.surveysTLS {
            probe.survey = try await prober.survey(permitted, after: probe, turns: turns)
        }
        return probe
    }

    /// The addresses of one MX host that are tried; a sender gives up sooner (Postfix after five).
    private static let addressLimit = 8

    /// Long enough for a greylisting or overloaded server to have a place again.
    private static let busyPause: Duration = .seconds(10)
}
