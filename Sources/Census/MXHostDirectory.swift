internal import Addresses
internal import DNSFacts
internal import DomainLists
internal import EventLoop
internal import MailStandards
internal import Observations
internal import Store

/// Knows the MX hosts of a run: each is looked up once, and an address is connected to once for
/// each operator, however many domains share them.
///
/// One for each loop; a host is always with the same, by its operator. What leaves its bounded
/// memory is read back from the database.
actor MXHostDirectory: LoopActor {
    nonisolated let loop: EventLoop
    private let surroundings: Surroundings
    private let engine: Engine
    private let sink: any ObservationSink

    private var entries: BoundedCache<DomainName, MXHostEntry>
    private var waiting: [DomainName: [CheckedContinuation<Void, Never>]] = [:]
    private var probes: BoundedCache<ProbeKey, [ProbeRecord]>

    private struct ProbeKey: Hashable {
        var operatorName: DomainName
        var address: IPAddress
    }

    // What is forgotten has to be in the database by then.
    private static let capacity = WriteQueue.capacity * 2
    private static let byteCapacity = WriteQueue.byteCapacity * 2

    /// Of an operator's address the newest probes are remembered, whatever number of names it was
    /// asked for: whoever shows more certificates than that may be asked for one once more.
    private static let probesOfAddress = 64

    /// - Parameter hasPast: whether the run may have written of hosts and probes before.
    init(
        _ surroundings: Surroundings, engine: Engine, sink: any ObservationSink,
        hasPast: Bool = false
    ) {
        loop = engine.loop
        entries = BoundedCache(
            capacity: Self.capacity, byteCapacity: Self.byteCapacity, hasForgotten: hasPast
        ) { $0.heldBytes }
        probes = BoundedCache(
            capacity: Self.capacity, byteCapacity: Self.byteCapacity, hasForgotten: hasPast
        ) { $0.reduce(0) { $0 + $1.observation.heldBytes } }
        self.surroundings = surroundings
        self.engine = engine
        self.sink = sink
    }

    /// What is known of the host; the first who asks finds out, the others wait for it.
    ///
    /// - Parameter asks: false where the host is one too many of its domain: it is not probed
    ///   then, unless another domain has had it probed.
    func entry(for host: DomainName, asks: Bool = true) async throws -> MXHostEntry {
        while waiting[host] != nil {
            await withCheckedContinuation { continuation in
                // Even this await may suspend before its closure runs, and the answer come in.
                if waiting[host]?.append(continuation) == nil { continuation.resume() }
            }
            try Task.checkCancellation()
        }
        if let entry = remembered(host) { return entry }
        guard asks else { return try await leaveOut(host) }
        waiting[host] = []
        defer { waiting.removeValue(forKey: host)?.forEach { $0.resume() } }
        return try await findOut(host)
    }

    // Why: inlined, what these need has a place in the task of everybody who only waits.

    @inline(never)
    private func remembered(_ host: DomainName) -> MXHostEntry? { entries.value(for: host) }

    @inline(never)
    private func findOut(_ host: DomainName) async throws -> MXHostEntry {
        let known = try recall(host)
        let entry =
            if let known, known.againAfterProbe == nil {
                surroundings.judge.entry(
                    known.facts, probes: known.probes, notProbed: known.notProbed)
            } else {
                // Why: the asking domain's task prefers its own loop, and would go back there
                // between any two steps.
                try await withTaskExecutorPreference(loop) {
                    try await observe(host, before: known)
                }
            }
        entries.insert(entry, for: host)
        return entry
    }

    /// Why not remembered: to another domain it may be one of few.
    @inline(never)
    private func leaveOut(_ host: DomainName) async throws -> MXHostEntry {
        if let known = try recall(host), known.againAfterProbe == nil {
            return surroundings.judge.entry(
                known.facts, probes: known.probes, notProbed: known.notProbed)
        }
        let facts = MXHostFacts(host: host)
        try await sink.send(
            .mxHost(MXHostRecord(facts: facts, probes: [], notProbed: .notProbed)))
        return MXHostEntry(facts: facts, notProbed: .notProbed)
    }

    /// What is in the database of a host that was asked, and has left memory.
    private func recall(_ host: DomainName) throws -> StoredMXHost? {
        guard entries.hasForgotten, let known = try sink.recall(host),
            known.facts.ipv4 != nil || known.notProbed != .notProbed
        else { return nil }
        return known
    }

    /// - Parameter before: what is known of it, where it is measured again.
    private func observe(_ host: DomainName, before: StoredMXHost?) async throws -> MXHostEntry {
        guard !surroundings.exclusions.excludes(host) else {
            return try await settle(
                MXHostFacts(host: host), [], notProbed: .excluded, isAgain: before != nil)
        }
        let facts = try await engine.hostLookup.observe(host)
        let choice = surroundings.addressesToProbe(facts)
        let records = try await probe(choice.addresses, of: facts, before: before)
        return try await settle(
            facts, records, notProbed: choice.notProbed, isAgain: before != nil)
    }

    /// Hands over what was found out.
    @inline(never)
    private func settle(
        _ facts: MXHostFacts, _ records: [ProbeRecord], notProbed: Reachability?, isAgain: Bool
    ) async throws -> MXHostEntry {
        let probes = records.map(\.observation)
        try await sink.send(
            .mxHost(
                MXHostRecord(
                    facts: facts, probes: records.map(\.number), notProbed: notProbed,
                    isAgain: isAgain, failedInPassing: facts.failedInPassing(probes))))
        if facts.failedInPassing || probes.contains(where: \.mayComeOfTheNetwork) {
            surroundings.note(.host(facts.host))
        }
        return surroundings.judge.entry(facts, probes: probes, notProbed: notProbed)
    }

    /// Probes address by address, as a sender would, until one is open.
    @inline(never)
    private func probe(
        _ addresses: [IPAddress], of facts: MXHostFacts, before: StoredMXHost?
    ) async throws -> [ProbeRecord] {
        var records: [ProbeRecord] = []
        for address in addresses {
            let record = try await probe(address, for: facts, before: before)
            records.append(record)
            if record.observation.reachability == .open { break }
        }
        return records
    }

    private func probe(
        _ address: IPAddress, for facts: MXHostFacts, before: StoredMXHost?
    ) async throws -> ProbeRecord {
        let operatorName = surroundings.judge.operatorName(of: facts.host)
        let key = ProbeKey(operatorName: operatorName, address: address)
        // The name asked with is the TLSA base domain, which is the host itself in most cases.
        let serverName = facts.tlsaBase
        return try await surroundings.connections.withPlace(operator: operatorName, address) {
            if let shared = try shared(key, for: facts, before: before) { return shared }
            let observation = try await surroundings.watch.probe(
                address, of: operatorName
            ) {
                try await surroundings.probe(
                    address, serverName, for: .init(operatorName: operatorName, address: address),
                    of: facts.host, by: engine.prober)
            }
            // Nothing was asked, so that what was said before stands, unless it was our own network
            // that spoke.
            if observation.end == .notMade, before?.isPutBack != true,
                let earlier = try spoken(key, for: facts).last
            {
                return earlier
            }
            let record = ProbeRecord(
                number: surroundings.nextProbeNumber(), operatorName: operatorName,
                observation: observation)
            try await sink.send(.probe(record))
            try remember(record, key)
            return record
        }
    }

    /// The newest probe of before that speaks for the host now.
    @inline(never)
    private func shared(
        _ key: ProbeKey, for facts: MXHostFacts, before: StoredMXHost?
    ) throws -> ProbeRecord? {
        try spoken(key, for: facts).last { before?.doubts($0) != true }
    }

    private func spoken(_ key: ProbeKey, for facts: MXHostFacts) throws -> [ProbeRecord] {
        try known(key).filter {
            speaks($0.observation, for: facts) && !surroundings.recent.isVoid($0.number)
        }
    }

    @inline(never)
    private func remember(_ record: ProbeRecord, _ key: ProbeKey) throws {
        if record.observation.mayComeOfTheNetwork { surroundings.note(.probe(record.number)) }
        probes.insert(Array((try known(key) + [record]).suffix(Self.probesOfAddress)), for: key)
    }

    private func known(_ key: ProbeKey) throws -> [ProbeRecord] {
        if let records = probes.value(for: key) { return records }
        guard probes.hasForgotten else { return [] }
        return try sink.recall(key.address, operatorName: key.operatorName)
    }

    /// Whether a probe made for another name holds for this one too: always where the name could
    /// not matter, and behind a handshake only if the chain gives this name a passing certificate.
    private func speaks(_ probe: MXProbeObservation, for facts: MXHostFacts) -> Bool {
        if probe.serverName == facts.tlsaBase { return true }
        if probe.starttls == .ok {
            return surroundings.judge.certificate(probe, facts.host) == .valid
        }
        // Another server name may change that.
        return !probe.handshakeFailed
    }
}

extension StoredMXHost {
    /// Whether a probe of before does not speak for the host where it is measured again.
    fileprivate func doubts(_ probe: ProbeRecord) -> Bool {
        guard let againAfterProbe, probe.number <= againAfterProbe else { return false }
        return probe.observation.failedInPassing
            || isPutBack && probe.observation.mayComeOfTheNetwork
    }
}
