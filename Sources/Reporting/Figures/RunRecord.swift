import GRDB

/// One row of the view `runs`: what was scanned, when, by what, with which options.
package struct RunRecord: Sendable, Equatable {
    package var id: Int64
    package var label: String
    package var list: String
    /// `running`, `interrupted`, `finished`.
    package var state: String
    /// ISO 8601, UTC.
    package var startedAt: String
    package var finishedAt: String?
    package var version: String
    /// The version whose rules gave the judgements; nil in a run that was never judged.
    package var judgedBy: String?
    /// The SHA-256 of the lists' bytes, in hexadecimal; nil where they were no files.
    package var listDigest: String?
    /// The options' names and values, in the order of the run's JSON.
    package var options: [Option]
    /// Domains done.
    package var domains: Int
    /// Domains in the list; nil while it is still being read.
    package var domainsTotal: Int?
    package var linesRejected: Int
    package var duplicates: Int
    package var excluded: Int

    package var isFinished: Bool { state == "finished" }

    /// An option of the scan, as it stands in the run's JSON.
    package struct Option: Sendable, Equatable {
        package var name: String
        package var value: String
    }
}

extension RunRecord {
    /// The run with this number; nil where the database has none.
    static func fetch(_ id: Int64, _ db: Database) throws -> RunRecord? {
        guard let row = try query(run: id).rows(db).first else { return nil }
        // The view has an empty text where there is none.
        let digest = (row["list_digest"] as String?).flatMap { $0.isEmpty ? nil : $0 }
        return RunRecord(
            id: id, label: row["label"], list: row["list"], state: row["state"],
            startedAt: row["started_at"], finishedAt: row["finished_at"],
            version: row["version"], judgedBy: row["judged_by"],
            listDigest: digest, options: try options(row["options"], run: id, db),
            domains: row["domains"], domainsTotal: row["domains_total"],
            linesRejected: row["lines_rejected"], duplicates: row["duplicates"],
            excluded: row["excluded"])
    }

    static func query(run: Int64) -> Query {
        Query("SELECT * FROM runs WHERE run_id = \(run)")
    }

    static func optionsQuery(run: Int64) -> Query {
        Query(
            """
            SELECT CAST(key AS TEXT) AS name,
                CASE WHEN type IN ('true', 'false', 'null') THEN type
                    ELSE CAST(value AS TEXT) END AS value
            FROM json_each((SELECT options FROM runs WHERE run_id = \(run)))
            """)
    }

    private static func options(
        _ json: String, run: Int64, _ db: Database
    ) throws -> [Option] {
        guard try Bool.fetchOne(db, sql: "SELECT json_valid(?)", arguments: [json]) ?? false else {
            return [Option(name: "options", value: json)]
        }
        return try optionsQuery(run: run).rows(db).map { row in
            Option(name: row["name"] ?? "options", value: row["value"] ?? "null")
        }
    }
}
