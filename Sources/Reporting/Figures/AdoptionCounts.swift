import GRDB

/// How many domains that accept mail have come how far with each mechanism, each with the
/// number of those in which it could be seen.
struct AdoptionCounts: Sendable, Equatable {
    /// By the columns of `query`.
    private var counts: [String: Int]

    init(run: Int64, _ db: Database) throws {
        self.init(try Self.query(run: run).rows(db)[0])
    }

    /// Those of no domain.
    init() {
        counts = [:]
    }

    /// The columns that are numbers.
    init(_ row: Row) {
        let numbers = row.columnNames.compactMap { name in
            Int.fromDatabaseValue(row[name]).map { (name, $0) }
        }
        counts = Dictionary(uniqueKeysWithValues: numbers)
    }

    subscript(column: String) -> Int {
        guard let count = counts.isEmpty ? 0 : counts[column] else {
            preconditionFailure("the query of adoption has no column \(column)")
        }
        return count
    }

    /// Domains with a failed lookup, with an excluded policy host or without an open MX host
    /// drop out of the columns, `…_asked`, `…_known` and `answered`, that are denominators.
    static func query(run: Int64) -> Query {
        Query(
            """
            WITH \(mail("= \(run)"))
            SELECT
                (SELECT count(*) FROM domain_results
                    WHERE run_id = \(run) AND mail_route <> 'error') AS routed,
                \(columns)
            FROM mail
            """)
    }

    /// The same for each group of a column or an expression; besides, how many groups there are,
    /// how many domains of them accept mail, and the words of verdicts and result types.
    ///
    /// - Parameter prelude: the common tables that the group looks things up in, each with a comma.
    static func query(
        run: Int64, by group: String, order: String, limit: Int, prelude: String = ""
    ) -> Query {
        Query(
            """
            WITH \(prelude)\(mail("= \(run)"))
            SELECT \(group) AS grouped_by, count(*) OVER () AS groups,
                sum(count(*)) OVER () AS grouped_mail,
                \(columns),
                \(words("verdict", MailWords.verdicts)),
                \(words("result_type", MailWords.resultTypes))
            FROM mail
            GROUP BY grouped_by
            HAVING grouped_by IS NOT NULL
            ORDER BY \(order)
            LIMIT \(limit)
            """)
    }

    /// The same for each of some runs, the earliest first, with the words of verdicts and modes; a run
    /// without a domain that accepts mail has no row.
    static func query(runs: [Int64]) -> Query {
        Query(
            """
            WITH \(mail("IN (\(runs.map(String.init).joined(separator: ", ")))"))
            SELECT run_id,
                (SELECT count(*) FROM domain_results d
                    WHERE d.run_id = mail.run_id AND d.mail_route <> 'error') AS routed,
                \(columns),
                \(words("verdict", MailWords.verdicts)),
                \(words("policy_mode", RecordWords.modes))
            FROM mail
            GROUP BY run_id
            ORDER BY (SELECT started_at FROM run r WHERE r.run_id = mail.run_id), run_id
            """)
    }

    /// - Parameter runs: what the run's number is: `= 3`.
    private static func mail(_ runs: String) -> String {
        """
        mail AS (
            SELECT *,
                starttls <> 'unknown' AS has_answer,
                sts_record <> 'error' AND (sts_record <> 'valid'
                    OR coalesce(policy_fetch, 'excluded') <> 'excluded') AS policy_known,
                dane NOT IN ('error', 'bogus') AND dane_adoption IS NOT 'indeterminate'
                    AS dane_seen
            FROM domain_results
            WHERE run_id \(runs) AND mail_route IN ('mx', 'implicit-mx')
        )
        """
    }

    /// The columns that count the words of a column: `verdict_secure` those of `secure`.
    private static func words(_ column: String, _ words: [Word]) -> String {
        words.map { word in
            "count(*) FILTER (WHERE \(column) = '\(word.word)') AS \(name(column, word))"
        }.joined(separator: ",\n    ")
    }

    /// The column that counts a word of another column.
    static func name(_ column: String, _ word: Word) -> String {
        "\(column)_\(word.word.replacing("-", with: "_"))"
    }

    private static let columns = """
        count(*) AS mail,
            count(*) FILTER (WHERE has_answer) AS answered,
            count(*) FILTER (WHERE sts_adoption IS NULL) AS not_judged,
            count(*) FILTER (WHERE starttls = 'all') AS starttls_all,
            count(*) FILTER (WHERE sts_record <> 'error') AS sts_asked,
            count(*) FILTER (WHERE sts_record IN ('valid', 'invalid', 'multiple'))
                AS sts_published,
            count(*) FILTER (WHERE sts_record = 'valid') AS sts_valid,
            count(*) FILTER (WHERE policy_known) AS policy_known,
            count(*) FILTER (WHERE policy_known AND policy_fetch = 'ok') AS policy_fetched,
            count(*) FILTER (WHERE policy_known AND policy_syntax = 'valid') AS policy_valid,
            count(*) FILTER (WHERE policy_known AND policy_mode = 'enforce') AS enforce,
            count(*) FILTER (WHERE policy_known AND has_answer AND sts_adoption IS NOT NULL)
                AS effect_known,
            count(*) FILTER (WHERE policy_known AND has_answer AND sts_adoption = 'effective')
                AS sts_in_effect,
            count(*) FILTER (WHERE tlsrpt_record <> 'error') AS tlsrpt_asked,
            count(*) FILTER (WHERE tlsrpt_record IN ('valid', 'invalid', 'multiple'))
                AS tlsrpt_published,
            count(*) FILTER (WHERE tlsrpt_record = 'valid') AS tlsrpt_valid,
            count(*) FILTER (WHERE tlsrpt_adoption <> 'indeterminate' AND policy_known
                AND dane_adoption <> 'indeterminate') AS tlsrpt_tested,
            count(*) FILTER (WHERE tlsrpt_adoption = 'effective' AND policy_known
                AND dane_adoption <> 'indeterminate') AS tlsrpt_in_effect,
            count(*) FILTER (WHERE dane_seen) AS dane_asked,
            count(*) FILTER (WHERE dane_seen AND dane <> 'none') AS dane_published,
            count(*) FILTER (WHERE dane_seen
                AND dane IN ('valid', 'partial', 'invalid', 'unknown')) AS dane_usable,
            count(*) FILTER (WHERE dane_adoption <> 'indeterminate' AND has_answer)
                AS dane_known,
            count(*) FILTER (WHERE dane_adoption = 'effective' AND has_answer)
                AS dane_in_effect,
            count(*) FILTER (WHERE starttls_adoption = 'effective') AS starttls_valid,
            count(*) FILTER (WHERE has_answer AND starttls_adoption IS NOT NULL)
                AS starttls_known,
            count(*) FILTER (WHERE starttls_adoption IN ('published', 'valid', 'effective'))
                AS starttls_some,
            count(*) FILTER (WHERE draft_record <> 'error') AS draft_asked,
            count(*) FILTER (WHERE draft_record IN ('valid', 'invalid', 'multiple'))
                AS draft_published,
            count(*) FILTER (WHERE draft_record = 'valid') AS draft_valid,
            count(*) FILTER (WHERE draft_adoption <> 'indeterminate' AND has_answer)
                AS draft_tested,
            count(*) FILTER (WHERE draft_adoption = 'effective' AND has_answer) AS draft_in_effect
        """
}
