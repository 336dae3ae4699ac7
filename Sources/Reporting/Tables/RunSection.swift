import GRDB

extension AdoptionTables {
    /// What was run, and which lines of the list were no domain names.
    func runData(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "run", title: "The run", paragraphs: [],
            lists: [metadata(), options(), try rejected(db)])
    }

    private func metadata() -> ListTable {
        let total = run.domainsTotal.map(\.grouped) ?? "not known yet"
        return ListTable(
            id: "metadata", title: "Metadata",
            headings: [.init(text: "Field"), .init(text: "Value")],
            rows: [
                ["Run", String(run.id)], ["Label", run.label], ["List", run.list],
                ["State", run.state], ["Started", InstantText.said(run.startedAt)],
                ["Ended", run.finishedAt.map(InstantText.said) ?? "–"],
                [
                    "Time taken",
                    InstantText.duration(from: run.startedAt, to: run.finishedAt) ?? "–",
                ],
                ["Version", run.version], ["Domains done", run.domains.grouped],
                ["Domains in the list", total], ["Lines rejected", run.linesRejected.grouped],
                ["Duplicates", run.duplicates.grouped], ["Excluded", run.excluded.grouped],
            ], empty: "", sql: RunRecord.query(run: run.id).sql)
    }

    private func options() -> ListTable {
        ListTable(
            id: "options", title: "Options",
            headings: [.init(text: "Option"), .init(text: "Value")],
            rows: run.options.map { [$0.name, $0.value] }, empty: "No options were recorded.",
            sql: RunRecord.optionsQuery(run: run.id).sql)
    }

    /// How many rejected lines are shown; all are counted.
    private static let shownLines = 25
    /// How many characters of a rejected line are shown.
    private static let shownCharacters = 80

    private func rejected(_ db: Database) throws -> ListTable {
        let query = Query(
            """
            SELECT list, line, reason, substr(text, 1, \(Self.shownCharacters)) AS text
            FROM rejected_line
            WHERE run_id = \(run.id)
            ORDER BY list, line
            LIMIT \(Self.shownLines)
            """)
        let rows = try query.rows(db).map { row in
            [row["list"] as String, (row["line"] as Int).grouped, row["reason"], row["text"]]
        }
        return ListTable(
            id: "rejected-lines", title: "Rejected lines", intro: rejectedIntro(shown: rows.count),
            headings: [
                .init(text: "List"), .init(text: "Line", isNumber: true), .init(text: "Reason"),
                .init(text: "Text"),
            ], rows: rows,
            empty: run.linesRejected == 0
                ? "Every line of the list is a domain name." : "No rejected line was kept.",
            sql: query.sql)
    }

    private func rejectedIntro(shown: Int) -> String? {
        guard run.linesRejected > shown, shown > 0 else { return nil }
        return "The first \(shown.grouped) of \(run.linesRejected.grouped)."
    }
}
