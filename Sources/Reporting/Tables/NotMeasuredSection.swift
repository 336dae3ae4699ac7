import GRDB

extension AdoptionTables {
    /// What is in no denominator, and why.
    func notMeasured(_ db: Database) throws -> ReportSection {
        let reachability = try reachability(db)
        return ReportSection(
            id: "not-measured", title: "What was not measured, and why",
            paragraphs: [Self.said(reachability), left],
            tables: [reachability], lists: [try gaps(db)])
    }

    private func reachability(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "reachability", title: "MX hosts on port 25", heading: "Port 25", unit: "MX hosts",
            denominator: Denominators.connected,
            words: HostWords.reachability, hidesZeros: true,
            empty: "No MX host was connected to in this run.",
            query: .mxHosts("reachability", run: run.id)
        ).table(db)
    }

    /// A sentence about the probing as a whole.
    private static func said(_ table: AdoptionTable) -> String {
        let notProbed = table.apart.first { $0.label == "Not probed" }?.count ?? 0
        let tried = table.rows.reduce(0) { $0 + $1.share.count }
        let open = table.rows.first { $0.label == "Open" }?.share.count ?? 0
        switch (tried, notProbed) {
        case (0, 0): return "No MX host was connected to."
        case (0, _):
            return """
                Port 25 was not probed in this run. So nothing is said about STARTTLS, TLS \
                versions, certificates, or what happens to a message.
                """
        default:
            let answered = "\(open.grouped) of \(tried.counted("MX host", "MX hosts"))"
            return "\(answered) that were connected to answered; the others are in no denominator."
        }
    }

    private var left: String {
        "A failed lookup is not an absent record: such domains are left out of that figure alone."
    }

    private func gaps(_ db: Database) throws -> ListTable {
        let query = gapsQuery
        guard let row = try query.rows(db).first else { preconditionFailure("one row of counts") }
        let rows = Self.reasons.map { column, label, consequence in
            [label, (row[column] as Int?)?.grouped ?? "not known", consequence]
        }
        return ListTable(
            id: "gaps", title: "Domains left out",
            headings: [
                .init(text: "Reason"), .init(text: "Domains", isNumber: true),
                .init(text: "Left out of"),
            ], rows: rows, empty: "None.", sql: query.sql)
    }

    private static let reasons = [
        ("not_scanned", "Not scanned: the run did not reach them", "everything"),
        ("excluded", "Excluded, on request", "everything"),
        ("mx_error", "MX lookup failed", "all figures of domains accepting mail"),
        ("sts_error", "_mta-sts lookup failed", "MTA-STS"),
        ("policy_not_asked", "Policy host excluded, or not asked", "MTA-STS policies"),
        ("tlsrpt_error", "_smtp._tls lookup failed", "TLSRPT"),
        ("dane_error", "TLSA lookup failed", "DANE"),
        ("dane_not_asked", "TLSA records not asked for, at an excluded host", "DANE"),
        ("dane_bogus", "TLSA lookup bogus", "the share with TLSA records"),
        ("draft_error", "_smtp_sts lookup failed, or not asked", "the draft of 2016"),
        ("no_answer", "No MX host answered", "STARTTLS, verdicts, what is in effect"),
        ("not_judged", "Judged by an older version's rules", "what is in effect"),
    ]

    private var gapsQuery: Query {
        Query(
            """
            WITH done AS (
                SELECT *, mail_route IN ('mx', 'implicit-mx') AS mail
                FROM domain_results
                WHERE run_id = \(run.id)
            )
            SELECT
                (SELECT CASE state WHEN 'finished' THEN 0
                        ELSE max(domains_total - domains, 0) END
                    FROM runs WHERE run_id = \(run.id)) AS not_scanned,
                (SELECT excluded FROM runs WHERE run_id = \(run.id)) AS excluded,
                count(*) FILTER (WHERE mail_route = 'error') AS mx_error,
                count(*) FILTER (WHERE mail AND sts_record = 'error') AS sts_error,
                count(*) FILTER (WHERE mail AND sts_record = 'valid'
                    AND coalesce(policy_fetch, 'excluded') = 'excluded') AS policy_not_asked,
                count(*) FILTER (WHERE mail AND tlsrpt_record = 'error') AS tlsrpt_error,
                count(*) FILTER (WHERE mail AND dane = 'error') AS dane_error,
                count(*) FILTER (WHERE mail AND dane = 'unknown'
                    AND dane_adoption = 'indeterminate') AS dane_not_asked,
                count(*) FILTER (WHERE mail AND dane = 'bogus') AS dane_bogus,
                count(*) FILTER (WHERE mail AND coalesce(draft_record, 'error') = 'error')
                    AS draft_error,
                count(*) FILTER (WHERE mail AND starttls = 'unknown') AS no_answer,
                count(*) FILTER (WHERE mail AND sts_adoption IS NULL) AS not_judged
            FROM done
            """)
    }
}
