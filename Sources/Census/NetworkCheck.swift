internal import Addresses
internal import DNSFacts
internal import MXProbe
internal import Observations
internal import PolicyFetch

/// Asks those who are known to answer whether the network is there, in the middle of a run.
struct NetworkCheck: Sendable {
    let preflight: Preflight
    let resolver: ResolverOptions
    let surroundings: Surroundings
    let engine: Engine

    /// Longer than it takes to give a connection up.
    private static let limit: Duration = .seconds(25)

    /// Whether the DNS answers.
    func hearsDNS() async throws -> Bool {
        try await preflight.hears(surroundings.watch.witnesses.domains, resolver)
    }

    /// Whether a service works; the DNS is to be asked before.
    func reaches(_ service: NetworkService) async throws -> Bool {
        let isReached: Bool? = try await withTimeLimit(Self.limit) {
            switch service {
            case .dns: true
            case .https: try await reachesPolicyHost()
            case .smtp(let family): try await reachesMailServer(over: family)
            }
        }
        return isReached ?? false
    }

    /// An anchor; without anchors, MX hosts of several operators that were reached before.
    private func reachesMailServer(over family: IPAddress.Family) async throws -> Bool {
        let fresh = try? engine.refreshed(surroundings.network, resolver: resolver)
        if let isReached = try await preflight.reachesAnchor(over: family, fresh ?? engine) {
            return isReached
        }
        let servers = surroundings.watch.witnesses.mailServers[family] ?? []
        return try await any(servers) { server in
            guard let address = surroundings.addressPolicy.permit(server.address) else {
                return false
            }
            return try await surroundings.connections.withPlace(
                operator: server.operatorName, server.address
            ) {
                let turns = MXHostTurns(
                    host: server.name,
                    target: .init(operatorName: server.operatorName, address: server.address),
                    connections: surroundings.connections, exclusions: surroundings.exclusions)
                return try await engine.prober.probe(
                    address, serverName: server.name, turns: turns
                ).isConnected
            }
        }
    }

    private func reachesPolicyHost() async throws -> Bool {
        try await any(surroundings.watch.witnesses.policies) { policy in
            try await surroundings.connections.withPolicyPlaces(policy.addresses.map(\.address)) {
                try await engine.fetcher.fetch(policy.document, addresses: policy.addresses)
                    .isConnected
            }
        }
    }

    private func any<Witness: Sendable>(
        _ witnesses: [Witness], _ body: @escaping @Sendable (Witness) async throws -> Bool
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for witness in witnesses { group.addTask { try await body(witness) } }
            defer { group.cancelAll() }
            return try await group.contains(true)
        }
    }
}
