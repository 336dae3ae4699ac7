internal import GRDB

/// What the source at hand has to give, held against what those before it have.
struct MergeOffer {
    private let db: Database
    /// The source's run, and its place among the sources.
    private let run: Int64
    private let number: Int

    init(_ db: Database, run: Int64, number: Int) {
        self.db = db
        self.run = run
        self.number = number
    }

    /// Domains of its work list.
    var domains: Int { get throws { try count("run_domain") } }
    /// MX hosts.
    var hosts: Int { get throws { try count("mx_host") } }

    /// Writes down its names, and what it is to give unless a later one has more to give.
    func choose() throws {
        let used = """
            name_id IN (
                SELECT domain_id FROM source.run_domain WHERE run_id = \(run)
                UNION SELECT mx_host_id FROM source.mx_host WHERE run_id = \(run)
                UNION SELECT tlsa_base_id FROM source.mx_host WHERE run_id = \(run))
            """
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO main.name (text, tld)
                SELECT text, tld FROM source.name WHERE \(used) ORDER BY name_id;

                INSERT INTO merged_name
                SELECT \(number), o.name_id, n.name_id
                FROM source.name o JOIN main.name n ON n.text = o.text
                WHERE o.\(used) ORDER BY o.name_id;

                INSERT INTO merged_domain
                SELECT m.new, \(number), d.rank, EXISTS (
                    SELECT 1 FROM source.domain_result r
                    WHERE r.run_id = d.run_id AND r.domain_id = d.domain_id)
                FROM source.run_domain d
                JOIN merged_name m ON m.source = \(number) AND m.old = d.domain_id
                WHERE d.run_id = \(run)
                ON CONFLICT DO UPDATE
                SET source = excluded.source, rank = excluded.rank, is_done = excluded.is_done
                WHERE excluded.is_done > is_done;

                INSERT INTO merged_host
                SELECT m.new, \(number), \(Self.reach)
                FROM source.mx_host h
                JOIN merged_name m ON m.source = \(number) AND m.old = h.mx_host_id
                WHERE h.run_id = \(run)
                ON CONFLICT DO UPDATE SET source = excluded.source, reach = excluded.reach
                WHERE excluded.reach > reach;
                """)
    }

    private static let reach = """
        coalesce(
            (SELECT max(CASE p.reachability WHEN 'open' THEN 3 ELSE 2 END)
            FROM source.mx_host_probe b
            JOIN source.probe p ON p.run_id = b.run_id AND p.probe_number = b.probe_number
            WHERE b.run_id = h.run_id AND b.mx_host_id = h.mx_host_id),
            EXISTS (SELECT 1 FROM source.lookup l WHERE l.run_id = h.run_id
                AND l.name_id = h.mx_host_id AND l.question IN ('a', 'aaaa')))
        """

    private func count(_ table: String) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM source.\(table) WHERE run_id = ?", arguments: [run]) ?? 0
    }
}
