internal import DomainLists
internal import MailStandards
internal import Store

/// Reads domain lists, one after another as one, into a run's work list.
struct ListLoader {
    /// What reading came to.
    struct Summary: Sendable {
        var domains = 0
        var rejected = 0
        var duplicates = 0
        var excluded = 0
    }

    let paths: [String]
    let limit: Int?
    let exclusions: ExclusionList
    let workList: WorkList
    /// Told of each line that is no domain name, with the list it stands in.
    let onRejected: (String, RejectedLine) -> Void

    private static let chunk = 10_000
    /// Rejected lines that are kept in the database.
    private static let examples = 1000

    func load() throws -> Summary {
        var summary = Summary()
        var examples: [RejectedLineRecord] = []
        var chunk: [(name: DomainName, rank: Int)] = []
        var lastRank = 0
        var isFull = false
        for path in paths where !isFull {
            var reader = try DomainListReader(path: path, firstRank: lastRank + 1)
            while !isFull, let element = try reader.next() {
                switch element {
                case .rejected(let line):
                    summary.rejected += 1
                    onRejected(path, line)
                    if examples.count < Self.examples {
                        examples.append(RejectedLineRecord(line, list: path))
                    }
                case .domain(let entry):
                    lastRank = max(lastRank, entry.rank)
                    if exclusions.excludes(entry.name) {
                        summary.excluded += 1
                        continue
                    }
                    chunk.append((entry.name, entry.rank))
                }
                isFull = try flush(&chunk, into: &summary, when: isDue(chunk.count, summary))
            }
        }
        _ = try flush(&chunk, into: &summary, when: !chunk.isEmpty)
        try workList.close(
            rejected: summary.rejected, duplicates: summary.duplicates,
            excluded: summary.excluded, examples: examples)
        return summary
    }

    /// Whether the chunk is large enough, or could be what is missing to the limit.
    private func isDue(_ count: Int, _ summary: Summary) -> Bool {
        count >= min(Self.chunk, limit.map { max($0 - summary.domains, 0) } ?? .max)
    }

    /// True when the limit is reached.
    private func flush(
        _ chunk: inout [(name: DomainName, rank: Int)], into summary: inout Summary,
        when isDue: Bool
    ) throws -> Bool {
        guard isDue else { return false }
        try Task.checkCancellation()
        let new = try workList.append(chunk)
        summary.domains += new
        summary.duplicates += chunk.count - new
        chunk.removeAll(keepingCapacity: true)
        return summary.domains == limit
    }
}

extension RejectedLineRecord {
    init(_ line: RejectedLine, list: String) {
        self.init(
            list: list, line: line.number, text: line.text, reason: line.reason.description)
    }
}
