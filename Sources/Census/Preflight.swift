internal import Addresses
internal import DNSFacts
internal import DomainLists
internal import EventLoop
internal import MXProbe
internal import MailStandards
internal import Observations

/// Finds out, before a run begins, whether the network answers at all.
struct Preflight: Sendable {
    let network: NetworkOptions
    let files: NetworkFiles
    /// For resolvers that are asked once: a loop lives as long as the process.
    private let loop = EventLoop()

    init(network: NetworkOptions, files: NetworkFiles) {
        self.network = network
        self.files = files
    }

    /// Long enough for a root server or resolver far away and one retry.
    private static let resolverLimit: Duration = .seconds(12)
    private static let resolvers = 4
    /// In the middle of a run somebody near has answered before, and the scan waits.
    private static let hearingLimit: Duration = .seconds(8)

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

    /// Asks by several fresh resolvers at once: each begins at a root server of its own choice,
    /// and one that is dead can hold a resolver up for longer than the limit.
    private func ask(_ options: ResolverOptions) async throws -> LookupOutcome<RecordData>? {
        let resolvers = try (0..<Self.resolvers).map { _ in try UnboundResolver(on: loop, options) }
        return try await withThrowingTaskGroup(of: LookupOutcome<RecordData>?.self) { group in
            for resolver in resolvers {
                group.addTask {
                    try await withTimeLimit(Self.resolverLimit) {
                        try await resolver.lookUp(.root, .ns)
                    }
                }
            }
            defer { group.cancelAll() }
            var last: LookupOutcome<RecordData>?
            for try await outcome in group {
                last = outcome
                if let outcome, outcome.failure == nil || outcome.failure == .bogus { break }
            }
            return last
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

    /// Whether the DNS is there: a fresh resolver, which remembers no dead servers, hears somebody.
    ///
    /// Asked for are names below domains that have answered, which no cache on the way can know;
    /// the root where there is none.
    func hears(_ domains: [DomainName], _ options: ResolverOptions) async throws -> Bool {
        let names = domains.compactMap { $0.child("sts-census-\(UInt32.random(in: 0 ... .max))") }
        // Without a file descriptor left there is no resolver, and nobody to be heard.
        guard let resolver = try? UnboundResolver(on: loop, options) else { return false }
        let isHeard = try await withTimeLimit(Self.hearingLimit) {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for name in names.isEmpty ? [.root] : names {
                    group.addTask { try await resolver.lookUp(name, .ns).isAnswered }
                }
                defer { group.cancelAll() }
                return try await group.contains(true)
            }
        }
        return isHeard ?? false
    }

    /// Whether an anchor's port 25 can be reached over a family; nil without anchors that have an
    /// address there.
    func reachesAnchor(over family: IPAddress.Family, _ engine: Engine) async throws -> Bool? {
        let answers = try await ask(files.anchors, [family], engine)
        return answers.isEmpty ? nil : answers.contains(where: \.connected)
    }

    /// The families in which an anchor's port 25 can be reached; all of them without anchors.
    ///
    /// Two anchors are asked first and in most cases suffice, the others only where those are
    /// silent. A family in which no anchor has an address is judged as the other is.
    func openFamilies(_ engine: Engine) async throws -> Set<IPAddress.Family> {
        let families = network.probedFamilies
        guard network.probes, !files.anchors.isEmpty else { return families }
        var reached: Set<IPAddress.Family> = []
        var asked: Set<IPAddress.Family> = []
        for group in [files.anchors.prefix(2), files.anchors.dropFirst(2)] where reached != families
        {
            let answers = try await ask(Array(group), families.subtracting(reached), engine)
            reached.formUnion(answers.filter(\.connected).map(\.family))
            asked.formUnion(answers.map(\.family))
        }
        guard !reached.isEmpty else { return [] }
        return reached.union(families.subtracting(asked))
    }

    /// What speaks against the name given in EHLO; nothing where nothing is probed, or where the
    /// DNS has no answer in time.
    func ehloDoubt(_ engine: Engine) async throws -> String? {
        guard network.probes else { return nil }
        let own = IPAddress.Family.allCases
            .filter(network.probedFamilies.contains).compactMap(Route.source)
        let check = EHLONameCheck(resolver: engine.resolver, ownAddresses: own)
        return try await withTimeLimit(Self.resolverLimit) { [name = network.ehloName] in
            try await check.doubt(name)
        } ?? nil
    }

    private func ask(
        _ anchors: [DomainName], _ families: Set<IPAddress.Family>, _ engine: Engine
    ) async throws -> [(family: IPAddress.Family, connected: Bool)] {
        let answers = try await BoundedTasks.map(anchors, atOnce: 16) { anchor in
            try await BoundedTasks.map(addresses(of: anchor, families, engine), atOnce: 2) {
                let probe = try await engine.prober.probe($0, serverName: anchor)
                return (family: $0.address.family, connected: probe.isConnected)
            }
        }
        return Array(answers.joined())
    }

    /// One address in each family, of those that may be contacted.
    private func addresses(
        of anchor: DomainName, _ families: Set<IPAddress.Family>, _ engine: Engine
    ) async throws -> [PermittedAddress] {
        guard !files.exclusions.excludes(anchor) else { return [] }
        let policy = AddressPolicy(allowed: network.allowedNetworks)
        let found = try await engine.addressLookup.observe(anchor).all
            .filter { !files.exclusions.excludes($0) }
            .compactMap(policy.permit)
        return families.compactMap { family in found.first { $0.address.family == family } }
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
