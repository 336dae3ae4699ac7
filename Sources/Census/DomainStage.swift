internal import Addresses
internal import DNSFacts
internal import DomainLists
internal import Evaluation
internal import MailStandards
package import Observations
internal import PolicyFetch
internal import Store

/// Takes one domain through the house: lookups, policy, MX hosts, judgement.
struct DomainStage: Sendable {
    let surroundings: Surroundings
    let engine: Engine
    let directories: Directories

    /// What is known of a domain in the end, and what we think of it.
    ///
    /// A class, since a value of its size has a place in each task that it passes through.
    final class Outcome: Sendable {
        let evidence: DomainEvidence
        let evaluation: DomainEvaluation

        // Why: inlined, all that is made on the way has a place in the task too.
        @inline(never)
        init(
            _ judge: Judge, _ facts: DomainFacts, policyFetch: PolicyFetchObservation? = nil,
            draftFetch: PolicyFetchObservation? = nil, hosts: [MXHostEntry]
        ) {
            evidence = judge.evidence(
                facts, policyFetch: policyFetch, draftFetch: draftFetch, hosts: hosts)
            evaluation = evaluate(evidence)
        }
    }

    func observe(_ domain: DomainName) async throws -> Outcome {
        let facts = try await lookUp(domain)
        let (policy, draft) = (facts.policyRequest, facts.draftRequest)
        guard policy != nil || draft != nil else {
            return Outcome(surroundings.judge, facts, hosts: try await hosts(facts))
        }
        return try await observe(facts, policy, draft)
    }

    private func observe(
        _ facts: DomainFacts, _ policy: PolicyRequest?, _ draft: PolicyRequest?
    ) async throws -> Outcome {
        async let policyFetch = fetch(policy)
        async let draftFetch = fetch(draft)
        let hosts = try await hosts(facts)
        return Outcome(
            surroundings.judge, facts, policyFetch: try await policyFetch,
            draftFetch: try await draftFetch, hosts: hosts)
    }

    /// Judges what is known of a domain by what its MX hosts say now.
    func judge(_ known: StoredDomain) async throws -> Outcome {
        Outcome(
            surroundings.judge, known.facts, policyFetch: known.policyFetch,
            draftFetch: known.draftFetch, hosts: try await hosts(known.facts))
    }

    /// What the DNS says of the domain.
    func lookUp(_ domain: DomainName) async throws -> DomainFacts {
        try await surroundings.watch.lookUp(domain) {
            try await engine.domainLookup.observe(domain)
        }
    }

    // MARK: Policies

    /// Addresses of a policy host that are tried, at most; the DNS has room for thousands.
    private static let policyAddresses = 16

    private func fetch(_ request: PolicyRequest?) async throws -> PolicyFetchObservation? {
        guard let document = request?.document else { return nil }
        return try await fetch(document)
    }

    func fetch(_ document: PolicyDocument) async throws -> PolicyFetchObservation {
        var observation = PolicyFetchObservation(outcome: .excluded, startedAt: .now())
        guard !surroundings.exclusions.excludes(document.host) else { return observation }
        let known = try await engine.addressLookup.observe(document.host)
        observation.canonicalName = known.canonicalName
        guard known.canonicalName.map(surroundings.exclusions.excludes) != true else {
            return observation
        }
        guard !known.all.isEmpty else {
            observation.outcome = .dns
            observation.stage = .dns
            observation.detail = known.absence
            return observation
        }
        let wanted = known.all.filter { !surroundings.exclusions.excludes($0) }
        guard !wanted.isEmpty else { return observation }
        let permitted = Array(
            wanted.lazy.compactMap(surroundings.addressPolicy.permit).prefix(Self.policyAddresses))
        guard !permitted.isEmpty else {
            observation.outcome = .refusedAddress
            observation.stage = .tcp
            observation.detail = wanted.map(\.description).joined(separator: ", ")
            return observation
        }
        let addresses = permitted.map(\.address)
        return try await surroundings.connections.withPolicyPlaces(addresses) {
            // The exclusion list may have grown while this one waited.
            guard !surroundings.exclusions.excludes(document.host),
                !addresses.contains(where: surroundings.exclusions.excludes)
            else { return observation }
            return try await surroundings.watch.fetch(document, from: permitted) {
                try await engine.fetcher.fetch(
                    document, addresses: permitted, canonicalName: known.canonicalName)
            }
        }
    }

    // MARK: MX hosts

    /// The MX hosts of a domain that are asked: of more, only the most preferred.
    static let hostLimit = 100
    /// None is begun later: a domain whose hosts all keep us waiting ends.
    static let hostPatience: Duration = .seconds(600)

    /// One for each of the domain's MX hosts, in their order; those past the limits are not probed.
    private func hosts(_ facts: DomainFacts) async throws -> [MXHostEntry] {
        let records = facts.mxHosts
        guard records.count > 1 else {
            guard let record = records.first else { return [] }
            return [try await entry(record.exchange)]
        }
        let begin = ContinuousClock.now
        return try await BoundedTasks.map(Array(records.enumerated()), atOnce: 8) { index, record in
            let isInTime = index < Self.hostLimit && .now - begin < Self.hostPatience
            return try await entry(record.exchange, asks: isInTime)
        }
    }

    func entry(_ host: DomainName, asks: Bool = true) async throws -> MXHostEntry {
        let directory = directories.directory(of: surroundings.judge.operatorName(of: host))
        return try await directory.entry(for: host, asks: asks)
    }
}

/// The MX host directories of all loops.
struct Directories: Sendable {
    let all: [MXHostDirectory]

    /// The one that knows an operator's hosts.
    func directory(of operatorName: DomainName) -> MXHostDirectory {
        all[Shard.index(of: operatorName, among: all.count)]
    }
}

/// Gives names to loops, always the same way within a run.
enum Shard {
    static func index(of name: DomainName, among count: Int) -> Int {
        count == 1 ? 0 : Int(UInt(bitPattern: name.hashValue) % UInt(count))
    }
}

extension DomainFacts {
    /// The MX hosts that a sender would try, most preferred first, of equals the first by name.
    ///
    /// Each host once, at its best preference; a domain without MX but with an address is its own
    /// (RFC 5321 §5.1); the `.` of a null MX is no host (RFC 7505).
    package var mxHosts: [MXRecord] {
        switch mx.answer {
        case .records(let records):
            var seen: Set<DomainName> = []
            return
                records
                .sorted { ($0.preference, $0.exchange.text) < ($1.preference, $1.exchange.text) }
                .filter { $0.exchange != .root && seen.insert($0.exchange).inserted }
        case .noData, .noName:
            let hasAddress = [ipv4, ipv6].contains { $0?.records.isEmpty == false }
            return hasAddress ? [MXRecord(preference: 0, exchange: domain)] : []
        case .failed: return []
        }
    }
}
