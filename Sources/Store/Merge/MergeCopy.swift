internal import GRDB

/// Copies what the source at hand is to give.
///
/// Rows are copied as they are, but for the numbers of runs, names, chains and probes.
struct MergeCopy {
    private let db: Database
    /// The source's run, its place among the sources, and the run that it goes into.
    private let source: Int64
    private let number: Int
    private let run: Int64
    /// What is added to the numbers of its probes.
    private let probesBefore: Int64

    init(_ db: Database, from source: Int64, number: Int, to run: Int64) throws {
        self.db = db
        self.source = source
        self.number = number
        self.run = run
        probesBefore =
            try Int64.fetchOne(
                db, sql: "SELECT max(probe_number) FROM probe WHERE run_id = ?", arguments: [run])
            ?? 0
    }

    /// Tables of what was observed of a domain, with the column that has its number.
    static let ofDomains = [
        "lookup": "name_id", "txt_record": "name_id", "policy_fetch": "domain_id",
        "draft_fetch": "domain_id", "earlier_lookup": "name_id", "earlier_txt_record": "name_id",
        "earlier_policy_fetch": "domain_id", "earlier_draft_fetch": "domain_id",
    ]
    /// Likewise of an MX host; in tables of both the question tells whose a row is.
    static let ofHosts = [
        "lookup": "name_id", "earlier_lookup": "name_id", "mx_host": "mx_host_id",
        "mx_host_probe": "mx_host_id", "earlier_mx_host_probe": "mx_host_id",
    ]
    static let ofProbes = ["probe", "tls_trial"]
    /// What is not copied: it is written anew of what is, or was for the rest of that run.
    static let ofTheRun = [
        "run", "run_domain", "rejected_line", "trusted_certificate", "domain_result", "mx_result",
        "finding", "domain_again", "mx_host_again",
    ]

    func copy() throws {
        try chooseNames()
        try chooseProbes()
        try copyChains()
        for (table, key) in Self.ofDomains.sorted(by: <) {
            let isBoth = Self.ofHosts[table] != nil
            try copy(
                table, "JOIN kept_name k ON k.old = t.\(key)",
                where: "k.is_domain" + (isBoth ? " AND question NOT IN \(Self.hostQuestions)" : ""))
        }
        for (table, key) in Self.ofHosts.sorted(by: <) {
            let isBoth = Self.ofDomains[table] != nil
            try copy(
                table, "JOIN kept_name k ON k.old = t.\(key)",
                where: "k.is_host" + (isBoth ? " AND question IN \(Self.hostQuestions)" : ""))
        }
        for table in Self.ofProbes {
            try copy(table, "JOIN kept_probe k ON k.old = t.probe_number", where: "true")
        }
        try copyRejectedLines()
        try addCounts()
    }

    private static let hostQuestions = "('a', 'aaaa', 'tlsa')"

    private func copy(_ table: String, _ join: String, where condition: String) throws {
        let columns = try db.columns(in: table).map(\.name)
        let values = columns.map { column in
            switch column {
            case "run_id": "\(run)"
            case "name_id", "domain_id", "mx_host_id": "k.new"
            case "tlsa_base_id": "(SELECT new FROM kept_name WHERE old = t.tlsa_base_id)"
            case "chain_id": "(SELECT new FROM kept_chain WHERE old = t.chain_id)"
            case "probe_number": "t.probe_number + \(probesBefore)"
            default: "t.\(column)"
            }
        }
        try db.execute(
            sql: """
                INSERT INTO main.\(table) (\(columns.joined(separator: ", ")))
                SELECT \(values.joined(separator: ", ")) FROM source.\(table) t \(join)
                WHERE t.run_id = \(source) AND \(condition)
                """)
    }

    private func chooseNames() throws {
        try db.execute(
            sql: """
                DELETE FROM kept_name;
                INSERT INTO kept_name
                SELECT m.old, m.new, d.source IS m.source, h.source IS m.source
                FROM merged_name m
                LEFT JOIN merged_domain d ON d.domain_id = m.new
                LEFT JOIN merged_host h ON h.mx_host_id = m.new
                WHERE m.source = \(number)
                """)
    }

    private func chooseProbes() throws {
        try db.execute(sql: "DELETE FROM kept_probe")
        for table in ["mx_host_probe", "earlier_mx_host_probe"] {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO kept_probe
                    SELECT probe_number FROM source.\(table) t
                    JOIN kept_name k ON k.old = t.mx_host_id
                    WHERE t.run_id = \(source) AND k.is_host
                    """)
        }
    }

    /// Certificates and chains, each once in a database, whichever sources have them.
    private func copyChains() throws {
        try db.execute(sql: "DELETE FROM kept_chain")
        for (table, key) in Self.ofDomains.sorted(by: <)
        where try db.columns(in: table).contains(where: { $0.name == "chain_id" }) {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO kept_chain (old)
                    SELECT chain_id FROM source.\(table) t JOIN kept_name k ON k.old = t.\(key)
                    WHERE t.run_id = \(source) AND k.is_domain AND chain_id IS NOT NULL
                    """)
        }
        let columns = try db.columns(in: "certificate").map(\.name)
            .filter { $0 != "certificate_id" }.joined(separator: ", ")
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO kept_chain (old)
                SELECT chain_id FROM source.probe t JOIN kept_probe k ON k.old = t.probe_number
                WHERE t.run_id = \(source) AND chain_id IS NOT NULL;

                INSERT OR IGNORE INTO main.certificate (\(columns))
                SELECT \(columns) FROM source.certificate WHERE certificate_id IN (
                    SELECT certificate_id FROM source.chain_certificate JOIN kept_chain ON old = chain_id)
                ORDER BY certificate_id;

                INSERT OR IGNORE INTO main.chain (digests)
                SELECT digests FROM source.chain JOIN kept_chain ON old = chain_id ORDER BY chain_id;

                UPDATE kept_chain SET new = (
                    SELECT n.chain_id FROM source.chain o JOIN main.chain n ON n.digests = o.digests
                    WHERE o.chain_id = old);

                INSERT OR IGNORE INTO main.chain_certificate
                SELECT k.new, c.position, n.certificate_id
                FROM kept_chain k
                JOIN source.chain_certificate c ON c.chain_id = k.old
                JOIN source.certificate o ON o.certificate_id = c.certificate_id
                JOIN main.certificate n ON n.sha256 = o.sha256;
                """)
    }

    /// The first thousand of a run are kept.
    private func copyRejectedLines() throws {
        try db.execute(
            sql: """
                INSERT INTO main.rejected_line
                SELECT \(run), list, line, text, reason FROM source.rejected_line
                WHERE run_id = \(source) ORDER BY rowid
                LIMIT max(0, 1000 - (SELECT count(*) FROM main.rejected_line WHERE run_id = \(run)))
                """)
    }

    private func addCounts() throws {
        let columns = ["lines_rejected", "duplicates", "excluded", "measured_again"]
        let sums = columns.map { "main.run.\($0) + s.\($0)" }
        try db.execute(
            sql: """
                UPDATE main.run SET (\(columns.joined(separator: ", "))) = (
                    SELECT \(sums.joined(separator: ", ")) FROM source.run s WHERE s.run_id = \(source))
                WHERE run_id = \(run)
                """)
    }
}
