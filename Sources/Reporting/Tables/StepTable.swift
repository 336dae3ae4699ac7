import GRDB

/// The plan of a table whose rows are columns of a query with one row, each with the column that is
/// its denominator.
struct StepTable {
    var id: String
    var title: String
    var intro: String?
    var heading: String
    var unit = "Domains"
    var steps: [Step]
    var empty: String
    var query: Query

    /// One row: `tls` of `publishers`.
    struct Step {
        var column: String
        var label: String
        var note: String?
        var total: String
        var denominator: String
        var published: [Published]

        init(
            _ column: String, _ label: String, _ note: String? = nil, of total: String,
            _ denominator: String, published: [Published] = []
        ) {
            self.column = column
            self.label = label
            self.note = note
            self.total = total
            self.denominator = denominator
            self.published = published
        }
    }

    /// The table as the database has it.
    func table(_ db: Database) throws -> AdoptionTable {
        let counts = AdoptionCounts(try query.rows(db)[0])
        return AdoptionTable(
            id: id, title: title, intro: intro, heading: heading, unit: unit,
            rows: steps.map { step in
                AdoptionTable.Row(
                    key: step.column, label: step.label, note: step.note,
                    share: Share(counts[step.column], of: counts[step.total], step.denominator),
                    tone: .neutral, published: step.published)
            }, apart: [], empty: empty, chart: .none, sql: query.sql)
    }
}
