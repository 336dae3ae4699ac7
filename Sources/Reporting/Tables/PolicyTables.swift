import GRDB

extension AdoptionTables {
    /// For how long senders keep a policy.
    func maxAges(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "policy-max-ages", title: "max_age of valid policies",
            intro: """
                As long as a sender keeps the policy, an attacker who blocks a new fetch gains \
                nothing. RFC 8461 recommends weeks or more.
                """, heading: "max_age", denominator: Denominators.validPolicies,
            words: RecordWords.maxAges, empty: "No domain of this run has a valid policy.",
            chart: .bars,
            query: Query(
                """
                SELECT CASE WHEN policy_max_age = 0 THEN 'zero'
                        WHEN policy_max_age < 86400 THEN 'under a day'
                        WHEN policy_max_age < 604800 THEN 'under a week'
                        WHEN policy_max_age < 2592000 THEN 'under 30 days'
                        WHEN policy_max_age < 31536000 THEN 'under a year'
                        ELSE 'a year' END AS max_age,
                    count(*) AS domains
                FROM domain_results
                WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                    AND policy_syntax = 'valid'
                GROUP BY max_age
                """)
        ).table(db)
    }

    /// Who serves the policies: the domain itself, or the target of the delegation.
    func policyHosts(_ db: Database) throws -> CrossTable {
        let query = policyHostsQuery
        let found = try query.rows(db)
        let measures = [
            ("policy_valid", "Policy valid", "domains", Denominators.validRecords),
            ("enforce", "Enforced", "domains", Denominators.validRecords),
            ("in_effect", "In effect", "tested", Denominators.testedPolicies),
            ("tlsrpt", "TLSRPT record", "tlsrpt_asked", Denominators.tlsrptAsked),
        ]
        let hosts: Int = found.first?["hosts"] ?? 0
        return CrossTable(
            id: "policy-hosts", title: "By policy hosting provider",
            intro: """
                The registrable domain that the policy host is an alias of (RFC 8461 §8.2). \
                Self-managed: the domain's own, or not seen to be another's.
                """, heading: "Provider", sizeHeading: "Domains",
            columns: measures.map { .init(key: $0.0, title: $0.1, denominator: $0.3) },
            rows: found.map { row in
                let host: String = row["host"]
                return CrossTable.Row(
                    key: host, label: host == "self-managed" ? "Self-managed" : host,
                    note: ProviderNames.names[host], size: row["domains"],
                    shares: measures.map { Share(row[$0.0], of: row[$0.2], $0.3) })
            },
            rest: hosts > found.count
                ? "The largest \(found.count.grouped) of \(hosts.grouped)." : nil,
            empty: "No policy was asked for in this run.", sql: query.sql)
    }

    private var policyHostsQuery: Query {
        Query(
            """
            WITH own AS (
                SELECT domain_id FROM findings
                WHERE run_id = \(run.id) AND code = 'policy-self-managed'
            )
            SELECT CASE WHEN domain_id IN own THEN 'self-managed' ELSE policy_provider END AS host,
                count(*) AS domains, count(*) OVER () AS hosts,
                count(*) FILTER (WHERE policy_syntax = 'valid') AS policy_valid,
                count(*) FILTER (WHERE policy_mode = 'enforce') AS enforce,
                count(*) FILTER (WHERE starttls <> 'unknown' AND sts_adoption IS NOT NULL)
                    AS tested,
                count(*) FILTER (WHERE starttls <> 'unknown' AND sts_adoption = 'effective')
                    AS in_effect,
                count(*) FILTER (WHERE tlsrpt_record <> 'error') AS tlsrpt_asked,
                count(*) FILTER (WHERE tlsrpt_record IN ('valid', 'invalid', 'multiple'))
                    AS tlsrpt
            FROM domain_results
            WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                AND sts_record = 'valid' AND policy_fetch <> 'excluded'
                AND policy_provider IS NOT NULL
            GROUP BY host
            ORDER BY domains DESC, host
            LIMIT \(Self.shown)
            """)
    }
}
