extension CSVTable {
    /// All profiles of a section as one table: a line for each share.
    init(_ profiles: [Profile]) {
        heading = ["profile", "title", "table", "key", "label"] + Share.csvColumns + ["of"]
        lines = profiles.flatMap { profile in
            profile.tables.flatMap(Self.lines).map { cells in
                [CSVText.text(profile.id), CSVText.text(profile.title)] + cells
            }
        }
    }

    /// Of a table of groups the key is the group's and the column's; texts have no shares.
    private static func lines(_ table: ReportTable) -> [[String]] {
        switch table {
        case .shares(let table):
            table.rows.map { line(table.id, $0.key, $0.label, $0.share) }
        case .cross(let table):
            table.rows.flatMap { row in
                zip(table.columns, row.shares).map { column, share in
                    let label = "\(row.label), \(column.title)"
                    return line(table.id, "\(row.key) \(column.key)", label, share)
                }
            }
        case .list: []
        }
    }

    private static func line(
        _ table: String, _ key: String, _ label: String, _ share: Share
    ) -> [String] {
        [CSVText.text(table), CSVText.text(key), CSVText.text(label)] + share.csv
            + [CSVText.text(share.denominator)]
    }
}
