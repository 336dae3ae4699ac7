import GRDB

extension AdoptionTables {
    /// What else is worth knowing, by the findings' codes.
    func findings(_ db: Database) throws -> ReportSection {
        let query = Query(
            """
            SELECT code, count(DISTINCT domain_id) AS domains, count(DISTINCT mx_host_id) AS mx_hosts
            FROM findings
            WHERE run_id = \(run.id)
            GROUP BY code
            ORDER BY domains DESC, code
            """)
        let rows = try query.rows(db).map { row in
            [row["code"] as String, (row["domains"] as Int).grouped, Self.hosts(row["mx_hosts"])]
        }
        return ReportSection(
            id: "findings", title: "Findings",
            paragraphs: [
                """
                Particulars beside the states above, by code. A finding about an MX host counts \
                for each domain that uses it.
                """
            ],
            lists: [
                ListTable(
                    id: "finding-codes", title: "Findings by code",
                    headings: [
                        .init(text: "Code"), .init(text: "Domains", isNumber: true),
                        .init(text: "MX hosts", isNumber: true),
                    ], rows: rows, empty: "No findings in this run.", sql: query.sql)
            ])
    }

    private static func hosts(_ count: Int) -> String {
        count == 0 ? "–" : count.grouped
    }
}
