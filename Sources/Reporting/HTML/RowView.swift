/// The heading of a column.
struct HeadingView {
    let headingText: String
    let headingIsNumber: Bool
    /// The alignment row under a Markdown heading.
    let headingRule: String

    init(_ text: String, isNumber: Bool = false) {
        headingText = text
        headingIsNumber = isNumber
        headingRule = isNumber ? "---:" : "---"
    }
}

/// A row of a table of any kind: a label and its cells.
struct RowView {
    let rowLabel: String
    var rowNote: String?
    /// The anchor of the profile that looks closer at it.
    var rowProfile: String?
    var rowTone: String?
    var isApart = false
    let cells: [CellView]
}

/// What stands in a cell.
struct CellView {
    var cellText: String
    var cellIsNumber = false
    /// What it is sorted by where that is a number; nil where there is none.
    var cellValue: String?
    /// `10 of 812`, shown on request.
    var cellCount: String?
    /// How long its bar is, of the longest in its column: `12.5%`.
    var cellBar: String?

    static func count(_ count: Int) -> CellView {
        CellView(cellText: count.grouped, cellIsNumber: true, cellValue: String(count))
    }

    static func percent(_ share: Share, missing: String = "not measured") -> CellView {
        CellView(
            cellText: share.total > 0 ? share.percentText : missing, cellIsNumber: true,
            cellValue: share.fraction.map(String.init(describing:)))
    }
}

extension RowView {
    init(_ row: AdoptionTable.Row, hasKey: Bool, differ: Bool, compares: Bool) {
        let count =
            row.share.total > 0
            ? CellView.count(row.share.count) : CellView(cellText: "–", cellIsNumber: true)
        let of = differ ? [CellView(cellText: row.share.denominatorText)] : []
        let published =
            compares ? [CellView(cellText: row.published.map(\.text).joined(separator: ", "))] : []
        self.init(
            rowLabel: row.label, rowNote: row.note, rowTone: hasKey ? row.tone.rawValue : nil,
            cells: [count, .percent(row.share)] + of + published)
    }

    init(_ row: AdoptionTable.Apart, differ: Bool, compares: Bool) {
        let cells = [CellView.count(row.count), CellView(cellText: "left out", cellIsNumber: true)]
        let blanks = (differ ? 1 : 0) + (compares ? 1 : 0)
        self.init(
            rowLabel: row.label, rowNote: row.note, isApart: true,
            cells: cells + Array(repeating: CellView(cellText: ""), count: blanks))
    }

    /// Its bars are to the scale of the longest of each column, between 0 and 1; none where that is
    /// nil.
    init(_ row: CrossTable.Row, longest: [Double]?) {
        let shares = row.shares.enumerated().map { column, share in
            var cell = CellView.percent(share, missing: "–")
            if let fraction = share.fraction {
                cell.cellText = share.percent
                cell.cellCount = [share.fractionText, share.interval?.text].compactMap(\.self)
                    .joined(separator: ", ")
                cell.cellBar = longest.map { longest in
                    Chart.width(longest[column] > 0 ? fraction / longest[column] : 0)
                }
            }
            return cell
        }
        self.init(
            rowLabel: row.label, rowNote: row.note, rowProfile: row.profile,
            cells: [.count(row.size)] + shares)
    }

    init(_ texts: [String], _ headings: [ListTable.Heading]) {
        let cells = zip(texts, headings).map { text, heading in
            CellView(
                cellText: text, cellIsNumber: heading.isNumber,
                cellValue: heading.isNumber ? Int(grouped: text).map(String.init) : nil)
        }
        self.init(rowLabel: texts.first ?? "", cells: Array(cells.dropFirst()))
    }
}
