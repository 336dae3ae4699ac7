internal import Addresses
internal import Certificates
internal import DNSFacts
internal import DomainLists
internal import Evaluation
internal import MailStandards
internal import Observations
internal import PolicyFetch
internal import PublicSuffixes
internal import Store

/// Takes one domain through the house: lookups, policy, MX hosts, judgement.
struct DomainStage: Sendable {
    let surroundings: Surroundings
    let engine: Engine
    let directories: Directories

    /// What is known of a domain in the end, and what we think of it.
    struct Outcome: Sendable {
        var evidence: DomainEvidence
        var evaluation: DomainEvaluation
    }

    func observe(_ domain: DomainName) async throws -> Outcome {
        let facts = try await engine.domainLookup.observe(domain)
        async let policy = fetchPolicy(facts)
        let hosts = try await hostEvidence(facts)
        let evidence = DomainEvidence(
            facts: facts, provider: hosts.first.flatMap { provider(of: $0.facts.host) },
            policyFetch: try await policy, hosts: hosts)
        return Outcome(evidence: evidence, evaluation: evaluate(evidence))
    }

    private func provider(of host: DomainName) -> DomainName? {
        surroundings.suffixes.registrableDomain(of: host)
    }

    // MARK: Policy

    private func fetchPolicy(_ facts: DomainFacts) async throws -> PolicyFetchObservation? {
        guard let records = facts.mtaSTS?.records,
            MTASTSRecord.read(records.map(\.bytes)).record != nil,
            let host = facts.domain.child("mta-sts")
        else { return nil }
        var observation = PolicyFetchObservation(outcome: .excluded, startedAt: .now())
        guard !surroundings.exclusions.excludes(host) else { return observation }
        let known = try await engine.addressLookup.observe(host)
        observation.canonicalName = known.canonicalName
        guard !known.all.isEmpty else {
            observation.outcome = .dns
            observation.detail = known.absence
            return observation
        }
        let wanted = known.all.filter { !surroundings.exclusions.excludes($0) }
        guard !wanted.isEmpty else { return observation }
        let permitted = wanted.filter(surroundings.addressPolicy.permits)
        guard let first = permitted.first else {
            observation.outcome = .refusedAddress
            observation.detail = wanted.map(\.description).joined(separator: ", ")
            return observation
        }
        return try await surroundings.connections.withPolicyPlace(first) {
            try await engine.fetcher.fetch(
                host: host, addresses: permitted, canonicalName: known.canonicalName)
        }
    }

    // MARK: MX hosts

    /// Most preferred first, of equals the first by name, each host once.
    private func hostEvidence(_ facts: DomainFacts) async throws -> [MXHostEvidence] {
        let records = facts.mxHosts
        guard records.count > 1 else {
            guard let record = records.first else { return [] }
            return [try await evidence(record, facts)]
        }
        return try await BoundedTasks.map(records, atOnce: 8) { try await evidence($0, facts) }
    }

    private func evidence(_ record: MXRecord, _ facts: DomainFacts) async throws -> MXHostEvidence {
        let host = record.exchange
        let directory = directories.directory(of: surroundings.operatorName(of: host))
        let entry = try await directory.entry(for: host)
        return MXHostEvidence(
            preference: record.preference, facts: entry.facts, probes: entry.probes,
            notProbed: entry.notProbed, certificate: entry.certificate,
            tlsaMatches: tlsaMatches(entry, facts))
    }

    /// A DANE-TA certificate may carry the name of the domain, or of what it is an alias of,
    /// instead of the TLSA base domain (RFC 7672 §3.2.2), so this is asked for each domain.
    private func tlsaMatches(_ entry: MXHostEntry, _ facts: DomainFacts) -> Bool? {
        let usable = entry.facts.tlsa?.records.filter(\.isUsableForSMTP) ?? []
        guard !usable.isEmpty, let chain = entry.openProbe?.chain, !chain.isEmpty else {
            return nil
        }
        return surroundings.daneVerifier.matches(
            chain: chain, records: usable,
            names: [entry.facts.tlsaBase, facts.domain, facts.mx.canonicalName].compactMap(\.self),
            at: surroundings.time)
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
    var mxHosts: [MXRecord] {
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
