internal import Foundation
internal import GRDB
internal import Observations

/// The passes of a run.
package enum Pass: Int, Sendable {
    /// Every domain once.
    case first = 1
    /// What failed for a passing reason, once more.
    case second = 2
}

/// The tables `domain_again` and `mx_host_again`, and the earlier observations of what was measured
/// again, of one run within a transaction.
struct AgainTables {
    private let db: Database
    private let run: Int64
    private let pass: Pass
    private let now = Timestamp.now()

    init(_ db: Database, run: Int64, pass: Pass) {
        self.db = db
        self.run = run
        self.pass = pass
    }

    /// Puts the earlier observations of a domain aside; a later one is about to be written.
    func setAside(observationsOf domain: Int64) throws {
        let questions = "AND question NOT IN (\(Self.hostQuestions))"
        try move(Self.texts, of: domain, questions)
        try move(Self.lookups, of: domain, questions)
        try move(Self.fetches(.policy), of: domain)
        try move(Self.fetches(.draft), of: domain)
    }

    /// Puts the earlier observations of an MX host aside; its probes stay where they are.
    func setAside(observationsOfHost host: Int64) throws {
        try move(Self.lookups, of: host, "AND question IN (\(Self.hostQuestions))")
        try move(Self.hostProbes, of: host)
    }

    /// Removes the judgements of a domain but for its row in `domain_result`, which is replaced.
    func removeJudgements(of domain: Int64) throws {
        for table in ["finding", "mx_result"] {
            try db.cachedStatement(
                sql: "DELETE FROM \(table) WHERE run_id = ? AND domain_id = ?"
            ).execute(arguments: [run, domain])
        }
    }

    /// A domain was written in this pass; one that failed in the first is tried in the second too.
    func close(domain: Int64, isAgain: Bool, failedInPassing: Bool) throws {
        if isAgain {
            try db.cachedStatement(
                sql: "DELETE FROM domain_again WHERE run_id = ? AND domain_id = ? AND pass <= ?"
            ).execute(arguments: [run, domain, pass.rawValue])
        }
        guard failedInPassing, pass == .first else { return }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO domain_again VALUES (?, ?, ?, 1, ?)")
            .execute(arguments: [run, domain, Pass.second.rawValue, now.milliseconds])
    }

    /// As ``close(domain:isAgain:failedInPassing:)``, for an MX host.
    ///
    /// - Parameter lastProbe: the last of the probes that speak for it now.
    func close(host: Int64, isAgain: Bool, failedInPassing: Bool, lastProbe: Int64) throws {
        if isAgain {
            try db.cachedStatement(
                sql: "DELETE FROM mx_host_again WHERE run_id = ? AND mx_host_id = ?"
            ).execute(arguments: [run, host])
        }
        guard failedInPassing, pass == .first else { return }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO mx_host_again VALUES (?, ?, ?, ?, ?)")
            .execute(arguments: [run, host, Pass.second.rawValue, lastProbe, now.milliseconds])
    }

    private static let hostQuestions = "'a', 'aaaa', 'tlsa'"

    /// A table whose rows may be put aside.
    private struct Source {
        var name: String
        /// Behind `run_id`; the first is what a row is of.
        var keys: [String]
        var values: String
    }

    private static let lookups = Source(
        name: "lookup", keys: ["name_id", "question"],
        values: "answer, dnssec, ttl, canonical_name, records, detail")
    private static let texts = Source(
        name: "txt_record", keys: ["name_id", "question", "position"], values: "data")
    private static let hostProbes = Source(
        name: "mx_host_probe", keys: ["mx_host_id", "position"], values: "probe_number")

    private static func fetches(_ kind: PolicyFetchTable.Kind) -> Source {
        Source(
            name: kind.rawValue, keys: ["domain_id"],
            values: """
                outcome, detail, started_at, duration_ms, address, canonical_name, http_status, \
                content_type, location, body, chain_id, stage
                """)
    }

    /// Moves rows to the table of earlier ones, under the next attempt's number.
    private func move(_ source: Source, of id: Int64, _ condition: String = "") throws {
        let rows = "run_id = ? AND \(source.keys[0]) = ? \(condition)"
        let columns = (["run_id"] + source.keys + [source.values]).joined(separator: ", ")
        let same = source.keys.map { "AND e.\($0) = t.\($0)" }.joined(separator: " ")
        try db.cachedStatement(
            sql: """
                INSERT INTO earlier_\(source.name) (\(columns), attempt)
                SELECT \(columns), 1 + coalesce((SELECT max(e.attempt)
                    FROM earlier_\(source.name) e WHERE e.run_id = t.run_id \(same)), 0)
                FROM \(source.name) t WHERE \(rows)
                """
        ).execute(arguments: [run, id])
        try db.cachedStatement(sql: "DELETE FROM \(source.name) WHERE \(rows)")
            .execute(arguments: [run, id])
    }
}
