/// A table as lines of cells.
struct CSVTable {
    /// The names of the columns.
    var heading: [String]
    var lines: [[String]]

    init(_ table: ReportTable) {
        switch table {
        case .shares(let table): self.init(table)
        case .cross(let table): self.init(table)
        case .list(let table): self.init(table)
        }
    }

    var text: String {
        CSVText.line(heading.map(CSVText.text)) + lines.map(CSVText.line).joined()
    }
}

extension CSVTable {
    /// What is in no denominator has neither a total nor a fraction.
    private init(_ table: AdoptionTable) {
        heading = ["key", "label"] + Share.csvColumns + ["of", "note", "published"]
        lines =
            table.rows.map { row in
                [CSVText.text(row.key), CSVText.text(row.label)] + row.share.csv
                    + [CSVText.text(row.share.denominator), CSVText.text(row.note ?? "")]
                    + [CSVText.text(row.published.map(\.text).joined(separator: ", "))]
            }
            + table.apart.map { row in
                [CSVText.text(row.key), CSVText.text(row.label), String(row.count)]
                    + Array(repeating: "", count: Share.csvColumns.count)
                    + [CSVText.text(row.note ?? ""), ""]
            }
    }

    private init(_ table: CrossTable) {
        heading =
            ["key", "label", "size"]
            + table.columns.flatMap { column in Share.csvColumns.map { "\(column.key)_\($0)" } }
        lines = table.rows.map { row in
            [CSVText.text(row.key), CSVText.text(row.label), String(row.size)]
                + row.shares.flatMap(\.csv)
        }
    }

    private init(_ list: ListTable) {
        heading = list.headings.map(\.text)
        lines = list.rows.map { row in
            zip(row, list.headings).map { text, heading in
                (heading.isNumber ? Int(grouped: text).map(String.init) : nil) ?? CSVText.text(text)
            }
        }
    }
}

extension Share {
    static let csvColumns = ["count", "total", "fraction", "lower", "upper"]

    /// Its cells; the fraction is empty where nothing was measured, the ends of the interval where
    /// the list is no sample.
    var csv: [String] {
        [String(count), String(total)]
            + [fraction, interval?.lower, interval?.upper].map { number in
                number.map(String.init(describing:)) ?? ""
            }
    }
}
