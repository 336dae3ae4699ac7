import GRDB

extension AdoptionTables {
    /// What a careful sender would do with a message, and which failure decided it.
    func messages(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "messages", title: "What happens to a message",
            paragraphs: [
                """
                The sender honours DANE first, then MTA-STS, then TLS where it is offered, and \
                has no policy from an earlier day.
                """
            ],
            parts: [
                .shares(try verdicts(db)), .shares(try failures(db)),
                .cross(try consequences(db)),
            ])
    }

    /// Known whether or not port 25 is probed: among the others it would lead to shares of those
    /// alone where nothing else could be measured.
    private var bogus: Word {
        .apart(
            "mx-bogus", "Refuse, at the MX lookup",
            "dnssec-invalid: DNSSEC validation of the MX answer failed")
    }

    private func verdicts(_ db: Database) throws -> AdoptionTable {
        let query = Query(
            """
            SELECT CASE WHEN mail_route = 'error' AND verdict = 'refuse' THEN 'mx-bogus'
                    ELSE verdict END AS verdict,
                count(*) AS domains
            FROM domain_results
            WHERE run_id = \(run.id)
            GROUP BY 1
            """)
        return try StateTable(
            id: "verdicts", title: "Verdicts", heading: "Verdict",
            denominator: Denominators.answered, words: MailWords.verdicts + [bogus],
            empty: """
                Not measured: no MX host answered on port 25, so nothing can be said about what \
                happens to a message.
                """, query: query
        ).table(db)
    }

    private func failures(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "failures", title: "The failure that decided",
            intro: """
                In the words of RFC 8460. A bad certificate decides nothing where no policy asks \
                for a good one.
                """, heading: "Result type", denominator: Denominators.failed,
            words: MailWords.resultTypes + [bogus], hidesZeros: true,
            empty: "No failure decided a verdict in this run.", chart: .bars,
            query: Query(
                """
                SELECT CASE mail_route WHEN 'error' THEN 'mx-bogus' ELSE result_type END
                        AS result_type,
                    count(*) AS domains
                FROM domain_results
                WHERE run_id = \(run.id) AND result_type IS NOT NULL
                GROUP BY 1
                """)
        ).table(db)
    }

    /// What each failure led to.
    private func consequences(_ db: Database) throws -> CrossTable {
        let query = Query(
            """
            SELECT result_type, count(*) AS domains,
                count(*) FILTER (WHERE verdict = 'degraded') AS degraded,
                count(*) FILTER (WHERE verdict = 'report') AS report,
                count(*) FILTER (WHERE verdict = 'opportunistic') AS opportunistic,
                count(*) FILTER (WHERE verdict = 'plaintext') AS plaintext,
                count(*) FILTER (WHERE verdict = 'refuse') AS refuse
            FROM domain_results
            WHERE run_id = \(run.id) AND result_type IS NOT NULL AND mail_route <> 'error'
            GROUP BY result_type
            ORDER BY domains DESC, result_type
            """)
        let words = MailWords.verdicts.filter {
            ["degraded", "report", "opportunistic", "plaintext", "refuse"].contains($0.word)
        }
        return CrossTable(
            id: "consequences", title: "What each failure led to", heading: "Result type",
            sizeHeading: "Domains",
            columns: words.map {
                .init(key: $0.word, title: $0.label, denominator: Denominators.failedThus)
            },
            rows: try query.rows(db).map { row in
                let (type, size): (String, Int) = (row["result_type"], row["domains"])
                return CrossTable.Row(
                    key: type, label: type, size: size,
                    shares: words.map { Share(row[$0.word], of: size, Denominators.failedThus) })
            }, empty: "No failure decided a verdict in this run.", sql: query.sql)
    }
}
