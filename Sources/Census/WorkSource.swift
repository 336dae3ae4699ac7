internal import MailStandards
internal import PublicSuffixes
internal import Store

/// Hands out the domains of a run, those of one registrable domain to the same loop, so that its
/// resolver's cache serves all of them.
actor WorkSource {
    private let list: WorkList
    private let pass: Pass
    private let suffixes: PublicSuffixList
    private var shards: [[WorkItem]]
    private var last: Int64 = 0
    private var isExhausted = false

    private static let chunk = 1000
    private static let handful = 16
    /// A loop that lags behind so far shares its domains with the others.
    private static let backlog = 4 * chunk

    init(_ list: WorkList, pass: Pass = .first, suffixes: PublicSuffixList, shards: Int) {
        self.list = list
        self.pass = pass
        self.suffixes = suffixes
        self.shards = Array(repeating: [], count: shards)
    }

    /// Some domains for a loop; empty at the end.
    func next(for shard: Int) throws -> [WorkItem] {
        while shards[shard].isEmpty, !isExhausted {
            if let full = shards.firstIndex(where: { $0.count > Self.backlog }) {
                return take(from: full)
            }
            try load()
        }
        return take(from: shard)
    }

    /// Takes a domain out of the run that has been excluded since it was loaded.
    func exclude(_ item: WorkItem) throws { try list.exclude(item) }

    private func take(from shard: Int) -> [WorkItem] {
        let items = Array(shards[shard].suffix(Self.handful))
        shards[shard].removeLast(items.count)
        return items.reversed()
    }

    /// The shards are kept last first, so that taking costs nothing.
    private func load() throws {
        let items = try list.next(after: last, count: Self.chunk, in: pass)
        isExhausted = items.count < Self.chunk
        last = items.last?.domainID ?? last
        for shard in shards.indices { shards[shard].reverse() }
        for item in items {
            let name = suffixes.registrableDomain(of: item.domain) ?? item.domain
            shards[Shard.index(of: name, among: shards.count)].append(item)
        }
        for shard in shards.indices { shards[shard].reverse() }
    }
}
