internal import Addresses
internal import DNSFacts
internal import EventLoop
internal import MXProbe
internal import MailStandards
internal import Observations

/// Finds out, before a run begins, whether the network answers at all.
struct Preflight {
    let network: NetworkOptions
    let files: NetworkFiles

    /// Long enough for a root server or resolver far away and one retry.
    private static let resolverLimit: Duration = .seconds(12)

    /// Whether answers can be validated; throws a sentence for people when no resolver answers.
    func resolver(_ options: ResolverOptions) async throws -> ResolverOptions {
        let outcome = try await ask(options)
        switch outcome?.answer {
        case .records: return options
        case .failed(.bogus, let reason):
            // Deviation: resolvers that strip signatures are common; with one of those the run
            // goes on, and calls nothing secure.
            guard network.resolver != .recursive, network.trustAnchorFile == nil else {
                throw OptionFault("the DNS root does not validate with the trust anchor: \(reason)")
            }
            var unvalidated = options
            unvalidated.trustAnchors = []
            guard case .records = try await ask(unvalidated)?.answer else {
                throw OptionFault(silence)
            }
            return unvalidated
        default: throw OptionFault(silence)
        }
    }

    private func ask(_ options: ResolverOptions) async throws -> LookupOutcome<RecordData>? {
        let resolver = try UnboundResolver(on: EventLoop(), options)
        return try await withTimeLimit(Self.resolverLimit) {
            try await resolver.lookUp(.root, .ns)
        }
    }

    private var silence: String {
        switch network.resolver {
        case .recursive where network.rootHintsFile != nil:
            "no DNS root server of --root-hints answers; are their networks named by "
                + "--allow-network?"
        case .recursive:
            "no DNS root server answers from here, so nothing can be looked up; is this machine "
                + "on the Internet, and may it send to port 53? --resolver system or --resolver "
                + "ADDRESS uses another resolver"
        case .system: "no resolver of /etc/resolv.conf answers; --resolver ADDRESS names another"
        case .forward(let servers):
            "no answer from the resolver \(servers.joined(separator: ", ")); --resolver recursive "
                + "does without"
        }
    }

    /// The families in which an anchor's port 25 can be reached; all of them without anchors.
    func openFamilies(_ engine: Engine) async throws -> Set<IPAddress.Family> {
        let families = network.probedFamilies
        guard network.probes, !files.anchors.isEmpty else { return families }
        let policy = AddressPolicy(allowed: network.allowedNetworks)
        let reached = try await BoundedTasks.map(files.anchors, atOnce: 16) { anchor in
            let addresses = try await engine.addressLookup.observe(anchor)
            let wanted = families.compactMap { family in
                addresses.all.first { $0.family == family && policy.permits($0) }
            }
            return try await BoundedTasks.map(wanted, atOnce: 2) { address in
                let probe = try await engine.prober.probe(address, serverName: anchor)
                return probe.connected ? address.family : nil
            }
        }
        return Set(reached.joined().compactMap { $0 })
    }
}

extension MXProbeObservation {
    /// Whether the port could be reached, whatever was said there.
    fileprivate var connected: Bool {
        switch reachability {
        case .open, .busy, .notSMTP: true
        default: greeting != nil
        }
    }
}

/// What `body` gives, or nil when the limit is over first.
func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
}
