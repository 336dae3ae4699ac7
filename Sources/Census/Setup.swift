internal import Addresses
internal import DNSFacts
internal import DomainLists
internal import Glibc
internal import MailStandards

/// The engines of a run, and what the preflight found out.
struct Setup: Sendable {
    let engines: [Engine]
    /// The same with fresh resolvers, which remember nothing, dead name servers neither.
    let refreshed: @Sendable ([Engine]) throws -> [Engine]
    let preflight: Preflight
    /// What the engines' resolvers are told.
    let resolver: ResolverOptions
    let isValidating: Bool
    /// The families in which MX hosts are probed.
    let openFamilies: Set<IPAddress.Family>
    /// The families in which port 25 is blocked here.
    let blockedFamilies: Set<IPAddress.Family>
    /// What speaks against the name given in EHLO.
    let ehloDoubt: String?

    /// One loop a core.
    static var cores: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }

    /// Asks the resolver and the anchors; throws a sentence for people when no resolver answers.
    init(_ network: NetworkOptions, files: NetworkFiles, loops: Int) async throws {
        let policy = AddressPolicy(allowed: network.allowedNetworks)
        let routes = IPAddress.Family.allCases.filter {
            Route.exists($0, allowed: network.allowedNetworks)
        }
        let asked = ResolverOptions(
            mode: network.resolver, rootHintsFile: network.rootHintsFile,
            trustAnchors: files.trustAnchors,
            refusedNetworks: IPAddress.Family.allCases.flatMap(policy.refusedNetworks)
                + files.exclusions.now.networks,
            usesIPv4: routes.isEmpty || routes.contains(.ipv4), usesIPv6: routes.contains(.ipv6),
            mostSockets: FileLimit.resolverSockets(loops: loops))
        let preflight = Preflight(network: network, files: files)
        self.preflight = preflight
        let resolver = try await preflight.resolver(asked)
        self.resolver = resolver
        isValidating = !resolver.trustAnchors.isEmpty || asked.trustAnchors.isEmpty
        engines = try (0..<loops).map { _ in
            try Engine(network, resolver: resolver, trust: files.trust)
        }
        refreshed = { engines in
            try engines.map { try $0.refreshed(network, resolver: resolver) }
        }
        let first = engines[0]
        async let doubt = preflight.ehloDoubt(first)
        openFamilies = try await preflight.openFamilies(first)
        ehloDoubt = try await doubt
        blockedFamilies =
            network.probes ? network.probedFamilies.subtracting(openFamilies) : []
    }

    /// What whoever started the run should know.
    var warnings: [ScanEvent] {
        let blocked = blockedFamilies.map(\.text).sorted()
        return (isValidating ? [] : [.notValidating])
            + (blocked.isEmpty ? [] : [.portBlocked(families: blocked)])
            + (ehloDoubt.map { [.ehloName(doubt: $0)] } ?? [])
    }
}
