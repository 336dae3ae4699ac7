internal import Addresses
internal import Foundation
internal import GRDB
internal import MailStandards
internal import Observations

/// The tables `policy_fetch` and `draft_fetch`: what policies' URIs gave.
struct PolicyFetchTable {
    /// Whose policies a table has.
    enum Kind: String, CaseIterable {
        /// MTA-STS.
        case policy = "policy_fetch"
        /// The SMTP STS draft's, at the URI of its field `a`.
        case draft = "draft_fetch"
    }

    private let run: Int64
    private let insert: Statement

    init(_ kind: Kind, _ db: Database, run: Int64) throws {
        self.run = run
        insert = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO \(kind.rawValue)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    func write(_ fetch: PolicyFetchObservation, of id: Int64, chain: Int64?) throws {
        insert.setUncheckedArguments([
            run, id, fetch.outcome.rawValue, fetch.detail,
            fetch.startedAt.iso8601WithMilliseconds, fetch.durationMilliseconds,
            fetch.address?.description, fetch.canonicalName?.text, fetch.httpStatus,
            fetch.contentType, fetch.location, fetch.body?.data, chain, fetch.stage?.rawValue,
        ])
        try insert.execute()
    }

    /// What was written of a domain; nil where nothing was fetched.
    static func read(
        _ kind: Kind, run: Int64, of id: Int64, in db: Database
    ) throws -> PolicyFetchObservation? {
        let select = try db.cachedStatement(
            sql: "SELECT * FROM \(kind.rawValue) WHERE run_id = ? AND domain_id = ?")
        guard let row = try Row.fetchOne(select, arguments: [run, id]) else { return nil }
        let chain = try (row["chain_id"] as Int64?).map { try CertificateTable.chain($0, in: db) }
        return PolicyFetchObservation(row, chain: chain ?? [])
    }
}

extension PolicyFetchObservation {
    /// Nil for a row that this version did not write.
    fileprivate init?(_ row: Row, chain: [CertificateDER]) {
        guard let outcome = PolicyFetchOutcome(rawValue: row["outcome"]),
            let startedAt = Timestamp(iso8601: row["started_at"])
        else { return nil }
        self.init(
            outcome: outcome,
            stage: (row["stage"] as String?).flatMap(PolicyFetchStage.init),
            detail: row["detail"], startedAt: startedAt, durationMilliseconds: row["duration_ms"],
            address: (row["address"] as String?).flatMap { IPAddress($0) },
            canonicalName: (row["canonical_name"] as String?).flatMap { DomainName($0) },
            httpStatus: row["http_status"], contentType: row["content_type"],
            location: row["location"], body: (row["body"] as Data?).map { Array($0) },
            chain: chain)
    }
}
