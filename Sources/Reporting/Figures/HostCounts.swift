import GRDB

/// How many MX hosts, each counted once, have what; each with the number of those in which it
/// could be seen.
struct HostCounts: Sendable, Equatable {
    var open: Int
    var starttls: Int
    /// Hosts that showed a certificate, and those whose certificate is valid.
    var certificates: Int
    var valid: Int
    /// Hosts whose TLSA lookup was answered, and those with records.
    var tlsaAsked: Int
    var tlsa: Int

    init(_ query: Query, _ db: Database) throws {
        let row = try query.rows(db)[0]
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
            FROM mx_host_results
            WHERE run_id = \(run)
            """)
    }
}
