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
        let questions = "question NOT IN (\(Self.hostQuestions))"
        try move("txt_record", by: "name_id", domain, also: "question, position", where: questions)
        try move("lookup", by: "name_id", domain, also: "question", where: questions)
        try move("policy_fetch", by: "domain_id", domain)
        try move("draft_fetch", by: "domain_id", domain)
    }

    /// Puts the earlier observations of an MX host aside; its probes stay where they are.
    func setAside(observationsOfHost host: Int64) throws {
        let questions = "question IN (\(Self.hostQuestions))"
        try move("lookup", by: "name_id", host, also: "question", where: questions)
        try move("mx_host_probe", by: "mx_host_id", host, also: "position")
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

    /// Moves rows to the table of earlier ones, under the next attempt's number.
    private func move(
        _ table: String, by key: String, _ id: Int64, also: String? = nil,
        where condition: String = "TRUE"
    ) throws {
        let rows = "run_id = ? AND \(key) = ? AND \(condition)"
        let same = ([key] + (also.map { $0.split(separator: ", ").map(String.init) } ?? []))
            .map { " AND e.\($0) = t.\($0)" }.joined()
        try db.cachedStatement(
            sql: """
                INSERT INTO earlier_\(table)
                SELECT t.*, 1 + coalesce((SELECT max(e.attempt) FROM earlier_\(table) e
                    WHERE e.run_id = t.run_id\(same)), 0)
                FROM \(table) t WHERE \(rows)
                """
        ).execute(arguments: [run, id])
        try db.cachedStatement(sql: "DELETE FROM \(table) WHERE \(rows)")
            .execute(arguments: [run, id])
    }
}
