package import Evaluation
internal import GRDB
package import MailStandards
internal import Observations

/// Goes through the domains of a run that are done, gives out what was observed of them, and takes
/// new judgements in, in place of the old.
package final class JudgementPass {
    private let db: Database
    private let run: Int64
    private let domains: StoredDomains
    private let reader: ObservationReader
    private let selectOld: Statement
    /// Nil where nothing is to be written.
    private let tables: JudgementTables?
    fileprivate private(set) var changes = JudgementChanges()

    fileprivate init(
        _ db: Database, _ database: CensusDatabase, run: Int64, writes: Bool
    ) throws {
        self.db = db
        self.run = run
        domains = try StoredDomains(db, run: run)
        reader = ObservationReader(database, run: run)
        selectOld = try db.cachedStatement(
            sql: "SELECT * FROM domain_result WHERE run_id = ? AND domain_id = ?")
        tables = writes ? try JudgementTables(db, run: run, names: HostNames(db)) : nil
    }

    /// The next domain, in the order of their numbers; nil at the end.
    package func next() throws -> StoredDomain? { try domains.next() }

    /// What was written of an MX host; nil when nothing was.
    package func host(_ name: DomainName) throws -> StoredMXHost? {
        try reader.read(name, in: db)
    }

    /// Takes a domain's new judgement in.
    package func record(_ evaluation: DomainEvaluation, of domain: StoredDomain) throws {
        try compare(evaluation.result, of: domain.domainID)
        try tables?.write(evaluation, of: domain.domainID)
    }

    private func compare(_ result: DomainResult, of id: Int64) throws {
        changes.domains += 1
        let old = try Row.fetchOne(selectOld, arguments: [run, id])
        let new = JudgementTables.row(result, of: id, run: run).lazy.map {
            $0?.databaseValue ?? .null
        }
        guard old.map({ $0.databaseValues.elementsEqual(new) }) != true else { return }
        changes.changed += 1
        let verdict: String? = old?["verdict"]
        guard verdict != result.verdict.rawValue else { return }
        changes.verdicts[.init(before: verdict, after: result.verdict), default: 0] += 1
    }
}

extension CensusDatabase {
    /// Replaces a run's judgements, all or none: a failure, or the task's cancellation, leaves the
    /// old ones as they were.
    ///
    /// - Parameter version: the one whose rules judge.
    package func replaceJudgements(
        of run: Int64, by version: String,
        _ judge: @escaping @Sendable (JudgementPass) throws -> Void
    ) async throws -> JudgementChanges {
        let changes = try await pool.write { db in
            for table in ["finding", "mx_result"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
            }
            try db.execute(sql: Indices.drop)
            let changes = try pass(db, run: run, writes: true, judge)
            try db.execute(
                sql: "UPDATE run SET judged_by = ? WHERE run_id = ?", arguments: [version, run])
            try db.execute(sql: Indices.all)
            return changes
        }
        // So that whoever copies the file alone copies all of it; a reader elsewhere may prevent it.
        _ = try? await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        return changes
    }

    /// What ``replaceJudgements(of:by:_:)`` would change; writes nothing.
    package func compareJudgements(
        of run: Int64, _ judge: @escaping @Sendable (JudgementPass) throws -> Void
    ) async throws -> JudgementChanges {
        try await pool.read { try pass($0, run: run, writes: false, judge) }
    }

    private func pass(
        _ db: Database, run: Int64, writes: Bool, _ judge: (JudgementPass) throws -> Void
    ) throws -> JudgementChanges {
        let pass = try JudgementPass(db, self, run: run, writes: writes)
        try judge(pass)
        return pass.changes
    }
}
