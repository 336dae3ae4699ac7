import GRDB

/// Every table of a run's report, in the order in which it is read.
struct AdoptionTables {
    let run: RunRecord
    let counts: AdoptionCounts
    let hosts: HostCounts
    /// Whether the list is a random sample.
    let isSample: Bool

    /// Those of some runs, in their order, by one query over all domains and one over all MX hosts.
    static func all(
        _ runs: [RunRecord], isSample: Bool, _ db: Database
    ) throws -> [AdoptionTables] {
        let adoption = try byRun(AdoptionCounts.query(runs: runs.map(\.id)), db)
        let hosts = try byRun(HostCounts.query(runs: runs.map(\.id)), db)
        return runs.map { run in
            AdoptionTables(
                run: run, counts: adoption[run.id].map(AdoptionCounts.init) ?? AdoptionCounts(),
                hosts: hosts[run.id].map(HostCounts.init) ?? HostCounts(), isSample: isSample)
        }
    }

    private static func byRun(_ query: Query, _ db: Database) throws -> [Int64: Row] {
        Dictionary(uniqueKeysWithValues: try query.rows(db).map { ($0["run_id"], $0) })
    }

    func sections(_ db: Database) throws -> [ReportSection] {
        [
            try overview(db), try messages(db), try claims(db), try groups(db), try mtaSTS(db),
            try broken(db), try tlsRPT(db), try dane(db), try starttls(db), try generations(db),
            try findings(db), try notMeasured(db), method(), try runData(db),
        ]
    }

    /// A row of a table of steps, each with its own denominator.
    func step(
        _ label: String, _ column: String, of total: String, _ denominator: String,
        note: String? = nil, _ tone: Tone = .good
    ) -> AdoptionTable.Row {
        AdoptionTable.Row(
            key: column, label: label, note: note,
            share: Share(counts[column], of: counts[total], denominator), tone: tone)
    }
}
