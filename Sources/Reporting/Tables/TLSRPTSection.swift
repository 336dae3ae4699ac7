import GRDB

extension AdoptionTables {
    /// Who asks for reports about failed TLS, and where they go.
    func tlsRPT(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "tlsrpt", title: "TLSRPT",
            paragraphs: [
                "A TXT record at _smtp._tls says where senders report failures (RFC 8460)."
            ],
            tables: [
                try StateTable(
                    id: "tlsrpt-records", title: "Records at _smtp._tls", heading: "Record",
                    denominator: Denominators.tlsrptAsked, words: RecordWords.records,
                    empty: "No _smtp._tls record could be looked up in this run.",
                    query: .mailDomains("tlsrpt_record", run: run.id)
                ).table(db),
                try destinations(
                    "tlsrpt-schemes", "How reports are sent", "Scheme",
                    intro: "A record may name several ways.", column: "scheme", db),
                try destinations(
                    "tlsrpt-receivers", "Who receives the reports", "Receiver",
                    intro: """
                        The domain of the mail address, or the host of the URI. A record may name \
                        several.
                        """, column: "receiver", db),
            ])
    }

    private func destinations(
        _ id: String, _ title: String, _ heading: String, intro: String, column: String,
        _ db: Database
    ) throws -> AdoptionTable {
        try TopTable(
            id: id, title: title, intro: intro, heading: heading,
            denominator: Denominators.tlsrptValid, words: RecordWords.receivers,
            empty: "No domain of this run has a valid _smtp._tls record.",
            query: destinationsQuery(column)
        ).table(db)
    }

    /// Takes rua apart: at commas, then a mail address behind its @, or the host of a URI.
    private func destinationsQuery(_ column: String) -> Query {
        Query(
            """
            WITH RECURSIVE record AS (
                SELECT d.domain_id, d.domain,
                    substr(t.text, instr(t.text, 'rua=') + 4) || ';' AS rua
                FROM domain_results d
                JOIN txt_records t ON t.run_id = d.run_id AND t.domain = d.domain
                WHERE d.run_id = \(run.id) AND d.mail_route IN ('mx', 'implicit-mx')
                    AND d.tlsrpt_record = 'valid' AND t.name = '_smtp._tls.' || t.domain
                    AND t.text LIKE 'v=TLSRPTv1%' AND instr(t.text, 'rua=') > 0
            ), cut(domain_id, domain, uri, rest) AS (
                SELECT domain_id, domain, NULL, substr(rua, 1, instr(rua, ';') - 1) || ','
                FROM record
                UNION ALL
                SELECT domain_id, domain, lower(trim(substr(rest, 1, instr(rest, ',') - 1))),
                    substr(rest, instr(rest, ',') + 1)
                FROM cut
                WHERE rest <> ''
            ), named AS (
                SELECT domain_id, domain, substr(uri, 1, instr(uri, ':') - 1) AS scheme,
                    CASE WHEN uri LIKE 'mailto:%' THEN substr(uri, instr(uri, '@') + 1)
                        ELSE substr(uri, 9) END AS name
                FROM cut
                WHERE uri LIKE 'mailto:%@%' OR uri LIKE 'https://%'
            ), hosted AS (
                SELECT domain_id, domain, scheme,
                    substr(name, 1, min(instr(name || '/', '/'), instr(name || '?', '?'),
                        instr(name || ':', ':')) - 1) AS host
                FROM named
            ), destination AS (
                SELECT DISTINCT domain_id, scheme,
                    CASE WHEN host = domain OR host LIKE '%.' || domain THEN 'own domain'
                        ELSE host END AS receiver
                FROM hosted
            )
            SELECT \(column) AS name, count(DISTINCT domain_id) AS domains,
                count(*) OVER () AS names,
                (SELECT count(DISTINCT domain_id) FROM destination) AS total
            FROM destination
            GROUP BY \(column)
            ORDER BY domains DESC, name
            LIMIT \(TopTable.shown)
            """)
    }
}
