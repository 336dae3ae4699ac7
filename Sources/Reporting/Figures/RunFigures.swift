import GRDB

/// The figures of one of several runs that are set side by side.
struct RunFigures: Sendable, Equatable {
    let run: RunRecord
    let counts: AdoptionCounts
    let hosts: HostCounts
}

extension RunFigures {
    /// Those of some runs, in their order, by one query over all domains and one over all MX hosts.
    static func all(_ runs: [RunRecord], _ db: Database) throws -> [RunFigures] {
        let adoption = try byRun(AdoptionCounts.query(runs: runs.map(\.id)), db)
        let hosts = try byRun(HostCounts.query(runs: runs.map(\.id)), db)
        return runs.map { run in
            RunFigures(
                run: run, counts: adoption[run.id].map(AdoptionCounts.init) ?? AdoptionCounts(),
                hosts: hosts[run.id].map(HostCounts.init) ?? HostCounts())
        }
    }

    private static func byRun(_ query: Query, _ db: Database) throws -> [Int64: Row] {
        Dictionary(uniqueKeysWithValues: try query.rows(db).map { ($0["run_id"], $0) })
    }
}
