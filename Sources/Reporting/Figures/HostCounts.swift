import GRDB

/// How many MX hosts, each counted once, have what; each with the number of those in which it
/// could be seen.
struct HostCounts: Sendable, Equatable {
    var open = 0
    var starttls = 0
    /// Hosts that showed a certificate, and those whose certificate is valid.
    var certificates = 0
    var valid = 0
    /// Hosts whose TLSA lookup was answered, and those with records.
    var tlsaAsked = 0
    var tlsa = 0

    /// Those of no MX host.
    init() {}

    init(_ query: Query, _ db: Database) throws {
        self.init(try query.rows(db)[0])
    }

    init(_ row: Row) {
        open = row["open"]
        starttls = row["starttls"]
        certificates = row["certificates"]
        valid = row["valid"]
        tlsaAsked = row["tlsa_asked"]
        tlsa = row["tlsa"]
    }

    static func query(run: Int64) -> Query {
        Query(
            """
            SELECT
                \(columns)
            FROM mx_host_results
            WHERE run_id = \(run)
            """)
    }

    /// The same for each of some runs, the earliest first; a run without MX hosts has no row.
    static func query(runs: [Int64]) -> Query {
        Query(
            """
            SELECT run_id,
                \(columns)
            FROM mx_host_results h
            WHERE run_id IN (\(runs.map(String.init).joined(separator: ", ")))
            GROUP BY run_id
            ORDER BY (SELECT started_at FROM run r WHERE r.run_id = h.run_id), run_id
            """)
    }

    private static let columns = """
        count(*) FILTER (WHERE is_open) AS open,
            count(*) FILTER (WHERE is_open AND starttls = 'ok') AS starttls,
            count(*) FILTER (WHERE is_open AND starttls = 'ok' AND certificate IS NOT NULL)
                AS certificates,
            count(*) FILTER (WHERE is_open AND starttls = 'ok' AND certificate = 'valid')
                AS valid,
            count(*) FILTER (WHERE tlsa NOT IN ('error', 'bogus')
                AND (tlsa <> 'unknown' OR reachability <> 'excluded')) AS tlsa_asked,
            count(*) FILTER (WHERE tlsa NOT IN ('error', 'bogus', 'none')
                AND (tlsa <> 'unknown' OR reachability <> 'excluded')) AS tlsa
        """
}
