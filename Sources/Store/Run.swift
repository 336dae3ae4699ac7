package import Certificates
internal import GRDB
package import MailStandards
package import Observations

/// One scan, as the `runs` view has it.
package struct Run: Sendable, Decodable {
    /// `running` too where its process was killed.
    package enum State: String, Sendable, Codable { case running, interrupted, finished }

    package var id: Int64
    package var label: String
    package var list: String
    package var state: State
    /// ISO 8601, UTC, to the second: `2026-11-23T08:15:00Z`.
    package var startedAt: String
    package var finishedAt: String?
    package var version: String
    /// JSON: what the run was told, and what it found out about its surroundings.
    package var options: String
    package var domains: Int
    package var domainsTotal: Int?
    package var linesRejected: Int
    package var duplicates: Int
    package var excluded: Int
    /// The version whose rules gave the judgements.
    package var judgedBy: String?
    /// Domains that were measured again, in full or by one of their MX hosts.
    package var measuredAgain: Int
    /// The size of the lists; nil where they were no files.
    package var listBytes: Int64?
    /// The SHA-256 of their bytes, in hexadecimal; nil where they were no files.
    package var listDigest: String?

    private enum CodingKeys: String, CodingKey {
        case id = "run_id"
        case label, list, state
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case version, options, domains
        case domainsTotal = "domains_total"
        case linesRejected = "lines_rejected"
        case duplicates, excluded
        case judgedBy = "judged_by"
        case measuredAgain = "measured_again"
        case listBytes = "list_bytes"
        case listDigest = "list_digest"
    }
}

extension CensusDatabase {
    /// All runs, oldest first.
    package func runs() throws -> [Run] {
        try pool.read { try Run.fetchAll($0, sql: "SELECT * FROM runs ORDER BY run_id") }
    }

    /// Writes down that a run begins, and which CA certificates it trusts; its number comes back.
    ///
    /// - Parameters:
    ///   - identity: of the lists, where they are files.
    ///   - certificates: where a certificate that somebody has parsed is found.
    package func beginRun(
        label: String, list: String, version: String, options: String, at time: Timestamp,
        identity: ListIdentity? = nil, trusted: [CertificateDER] = [],
        certificates: ParsedCertificates = ParsedCertificates()
    ) throws -> Int64 {
        try pool.write { db in
            try db.execute(sql: Indices.drop)
            try db.execute(
                sql: """
                    INSERT INTO run (label, list, state, started_at, version, options, judged_by,
                        list_bytes, list_digest)
                    VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    label, list, time.iso8601, version, options, version, identity?.bytes,
                    identity?.digest.data,
                ])
            let run = db.lastInsertedRowID
            try CertificateTable(db, certificates).write(trusted: trusted, run: run)
            return run
        }
    }

    /// Writes down how a run ended, and makes the indices that queries want.
    package func endRun(_ run: Int64, as state: Run.State, at time: Timestamp) throws {
        try pool.write { db in
            try db.execute(
                sql: "UPDATE run SET state = ?, finished_at = ? WHERE run_id = ?",
                arguments: [state, state == .finished ? time.iso8601 : nil, run])
            guard state == .finished else { return }
            // Whatever has not been measured again by now will not be.
            for table in ["domain_again", "mx_host_again"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
            }
            try db.execute(sql: Indices.dropForReplacing)
            try db.execute(sql: Indices.all)
            try db.execute(sql: "PRAGMA analysis_limit = 1000; ANALYZE")
        }
        // So that whoever copies the file alone copies all of it; a reader elsewhere may prevent it.
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// How many MX hosts of a run have a finding.
    package func mxHosts(withFinding code: FindingCode, in run: Int64) throws -> Int {
        try pool.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT mx_host_id) FROM finding WHERE run_id = ? AND code = ?
                    """, arguments: [run, code.rawValue]) ?? 0
        }
    }

    /// The CA certificates that a run trusted, in their order; empty where an older version has
    /// not written them down.
    package func trustedCertificates(of run: Int64) throws -> [CertificateDER] {
        try pool.read { try CertificateTable.trusted(by: run, in: $0) }
    }

    /// Removes a run and all its rows; false when there is none of that number.
    ///
    /// Names and certificates stay, since other runs may share them.
    package func deleteRun(_ run: Int64) throws -> Bool {
        try pool.write { db in
            for table in Tables.ofRuns {
                try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
            }
            let isFound = db.changesCount > 0
            // What the beginning of this run has dropped.
            try db.execute(sql: Indices.all)
            return isFound
        }
    }
}

/// What lists are known by: their size, and the SHA-256 of all their bytes, one after another.
package struct ListIdentity: Sendable, Equatable {
    package var bytes: Int64
    package var digest: [UInt8]

    package init(bytes: Int64, digest: [UInt8]) {
        self.bytes = bytes
        self.digest = digest
    }
}

extension Run {
    /// The state, where a run whose process was killed is called interrupted.
    ///
    /// - Parameter isLive: whether a process scans into the database; see ``ScannerLock``.
    package func state(isLive: Bool) -> State {
        state == .running && !isLive ? .interrupted : state
    }

    /// Whether it was made of these lists.
    package func isOf(_ identity: ListIdentity) -> Bool {
        listBytes == identity.bytes && listDigest == Hexadecimal.text(identity.digest)
    }
}

extension Run.State: DatabaseValueConvertible {}

extension Run: FetchableRecord {}
