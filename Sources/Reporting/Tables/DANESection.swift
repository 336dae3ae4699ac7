import GRDB

extension AdoptionTables {
    /// TLSA records by domain and by MX host.
    func dane(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "dane", title: "DANE",
            paragraphs: [
                """
                TLSA records (RFC 7672) bind an MX host's certificate in DNSSEC. They protect mail \
                only if the domain's MX answer is secure too.
                """, Published.Source.usenix2022.citation,
            ],
            tables: [
                try StateTable(
                    id: "dane-domains", title: "DANE by domain", heading: "DANE",
                    denominator: Denominators.tlsaPublished,
                    words: HostWords.dane, hidesZeros: true,
                    empty: "No TLSA record was found in this run.", chart: .bars,
                    query: Query(
                        """
                        SELECT CASE WHEN dane = 'unknown' AND dane_adoption = 'indeterminate'
                                THEN 'not-asked' ELSE dane END AS dane,
                            count(*) AS domains
                        FROM domain_results
                        WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                        GROUP BY 1
                        """)
                ).table(db),
                try StateTable(
                    id: "dane-mx-hosts", title: "TLSA records by MX host", heading: "TLSA",
                    unit: "MX hosts", denominator: Denominators.tlsaPublishedHosts,
                    words: HostWords.tlsa, hidesZeros: true,
                    empty: "No TLSA record was found in this run.", chart: .bars,
                    query: Query(
                        """
                        SELECT CASE WHEN tlsa = 'unknown' AND reachability = 'excluded'
                                THEN 'not-asked' ELSE tlsa END AS tlsa,
                            count(*) AS mx_hosts
                        FROM mx_host_results
                        WHERE run_id = \(run.id)
                        GROUP BY 1
                        """)
                ).table(db),
                try mismatches(db),
            ])
    }

    /// By domain and by MX host: many hosts that fail may serve few domains.
    private func mismatches(_ db: Database) throws -> AdoptionTable {
        try StepTable(
            id: "dane-mismatches", title: "Where DANE fails",
            intro: """
                One MX host may serve many domains, so that the share of MX hosts and that of \
                domains are different things.
                """, heading: "Records that do not match", unit: "Number",
            steps: [
                .init(
                    "hosts_invalid", "MX hosts", "no record matches the certificate",
                    of: "hosts_compared", Denominators.tlsaComparedHosts,
                    published: [.init("22.2%", .usenix2022)]),
                .init(
                    "domains_invalid", "Domains", "no MX host that answered matches",
                    of: "domains_compared", Denominators.daneCompared,
                    published: [.init("0.51%", .usenix2022)]),
                .init(
                    "domains_partial", "Domains, in part", "some MX hosts match, others do not",
                    of: "domains_compared", Denominators.daneCompared),
            ], empty: "No MX host with usable TLSA records answered.",
            query: Query(
                """
                SELECT
                    (SELECT count(*) FROM mx_host_results
                        WHERE run_id = \(run.id) AND tlsa = 'mismatch') AS hosts_invalid,
                    (SELECT count(*) FROM mx_host_results
                        WHERE run_id = \(run.id) AND tlsa IN ('match', 'mismatch'))
                        AS hosts_compared,
                    count(*) FILTER (WHERE dane = 'invalid') AS domains_invalid,
                    count(*) FILTER (WHERE dane = 'partial') AS domains_partial,
                    count(*) AS domains_compared
                FROM domain_results
                WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                    AND dane IN ('valid', 'partial', 'invalid')
                """)
        ).table(db)
    }
}
