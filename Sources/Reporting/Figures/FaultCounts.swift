/// The queries of what is broken in MTA-STS.
enum FaultCounts {
    /// Domains with a record whose fate is known, and those of them with a fault of each class.
    ///
    /// A policy in mode enforce loses mail where no MX host that answered meets it, or where its
    /// patterns fit no MX host, whoever answered.
    static func query(run: Int64) -> Query {
        Query(
            """
            WITH found AS (
                SELECT domain_id,
                    max(code = 'policy-fetch-dns') AS dns, max(code = 'policy-fetch-tcp') AS tcp,
                    max(code = 'policy-fetch-tls') AS tls, max(code = 'policy-fetch-http') AS http,
                    max(code IN ('policy-mismatch-complete', 'policy-mismatch-partial'))
                        AS patterns,
                    max(code IN ('policy-certificates-complete', 'policy-certificates-partial'))
                        AS certificates,
                    max(code = 'policy-matches-no-mx') AS no_mx
                FROM findings
                WHERE run_id = \(run) AND code IN ('policy-fetch-dns', 'policy-fetch-tcp',
                    'policy-fetch-tls', 'policy-fetch-http', 'policy-mismatch-complete',
                    'policy-mismatch-partial', 'policy-certificates-complete',
                    'policy-certificates-partial', 'policy-matches-no-mx')
                GROUP BY domain_id
            ), publisher AS (
                SELECT f.*, sts_record <> 'valid' AS record, policy_syntax = 'invalid' AS syntax,
                    policy_fetch <> 'ok' OR policy_syntax = 'invalid' AS retrieval,
                    policy_mode IN ('enforce', 'testing') AS applied,
                    starttls <> 'unknown' AS has_answer,
                    policy_mode = 'enforce' AND (f.no_mx
                        OR starttls <> 'unknown' AND sts_adoption = 'valid') AS loses_mail
                FROM domain_results d
                LEFT JOIN found f ON f.domain_id = d.domain_id
                WHERE d.run_id = \(run) AND mail_route IN ('mx', 'implicit-mx')
                    AND sts_record <> 'absent' AND sts_record <> 'error'
                    AND (sts_record <> 'valid'
                        OR coalesce(policy_fetch, 'excluded') <> 'excluded')
            )
            SELECT count(*) AS publishers,
                count(*) FILTER (WHERE record OR retrieval OR patterns OR certificates
                    OR loses_mail) AS faulty,
                count(*) FILTER (WHERE record) AS record,
                count(*) FILTER (WHERE retrieval) AS retrieval,
                count(*) FILTER (WHERE dns) AS dns,
                count(*) FILTER (WHERE tcp) AS tcp,
                count(*) FILTER (WHERE tls) AS tls,
                count(*) FILTER (WHERE http) AS http,
                count(*) FILTER (WHERE syntax) AS syntax,
                count(*) FILTER (WHERE applied) AS applied,
                count(*) FILTER (WHERE applied AND patterns) AS patterns,
                count(*) FILTER (WHERE applied AND has_answer) AS held,
                count(*) FILTER (WHERE applied AND has_answer AND certificates) AS certificates,
                count(*) FILTER (WHERE loses_mail) AS loses_mail
            FROM publisher
            """)
    }

    /// Domains by a column of their findings, of those with any of these.
    static func reasons(_ column: String, run: Int64, where condition: String) -> Query {
        Query(
            """
            WITH found AS (
                SELECT DISTINCT \(column) AS name, domain_id
                FROM findings
                WHERE run_id = \(run) AND \(condition)
            )
            SELECT name, count(*) AS domains, count(*) OVER () AS names,
                (SELECT count(DISTINCT domain_id) FROM found) AS total
            FROM found
            GROUP BY name
            ORDER BY domains DESC, name
            LIMIT \(TopTable.shown)
            """)
    }
}
