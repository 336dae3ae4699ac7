internal import Addresses
internal import MailStandards
internal import Observations
internal import Store

/// Where observations go, and from where what has left memory comes back.
protocol ObservationSink: Sendable {
    /// Takes an observation, waiting while there is no room.
    func send(_ observation: Observation) async throws
    /// What was sent of an MX host.
    func recall(
        _ host: DomainName
    ) throws -> StoredMXHost?
    /// What was sent of a domain.
    func recall(_ item: WorkItem) throws -> StoredDomain?
    /// What was sent of an address, on behalf of one operator's hosts.
    func recall(_ address: IPAddress, operatorName: DomainName) throws -> [ProbeRecord]
    /// Waits until nothing can be sent any more, and throws why.
    func awaitFailure() async throws
}

/// The database of a run.
struct StoreSink: ObservationSink {
    let queue: WriteQueue
    let reader: ObservationReader

    func send(_ observation: Observation) async throws { try await queue.send(observation) }

    func recall(
        _ host: DomainName
    ) throws -> StoredMXHost? {
        try reader.read(host)
    }

    func recall(_ item: WorkItem) throws -> StoredDomain? { try reader.read(item) }

    func awaitFailure() async throws { try await queue.awaitFailure() }

    func recall(_ address: IPAddress, operatorName: DomainName) throws -> [ProbeRecord] {
        try reader.probes(of: address, operatorName: operatorName)
    }
}

/// For a few domains that fit in memory: nothing is kept.
struct NoSink: ObservationSink {
    func send(_ observation: Observation) async throws {}
    func recall(
        _ host: DomainName
    ) throws -> StoredMXHost? { nil }
    func recall(_ item: WorkItem) throws -> StoredDomain? { nil }
    func recall(_ address: IPAddress, operatorName: DomainName) throws -> [ProbeRecord] { [] }
    func awaitFailure() async throws {}
}
