/// A table as the templates put it in, of shares or of plain texts.
struct TableView {
    let tableAnchor: String
    let tableTitle: String
    let tableIntro: String?
    /// What all percentages are of; nil where they differ, or where there are none.
    let tableOf: String?
    let chart: String?
    /// Whether the rows are behind the chart, since it says them already.
    let isFolded: Bool
    let headings: [HeadingView]
    let rows: [RowView]
    let hasRows: Bool
    let showsRows: Bool
    let emptyText: String?
    let sql: String

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

    struct RowView {
        let rowLabel: String
        let rowNote: String?
        let rowTone: String?
        let isApart: Bool
        let cells: [CellView]
    }

    struct CellView {
        let cellText: String
        let cellIsNumber: Bool
    }
}

extension TableView {
    init(_ table: ReportTable, prefix: String) {
        switch table {
        case .shares(let table): self.init(table, prefix: prefix)
        case .cross(let table): self.init(table, prefix: prefix)
        case .list(let table): self.init(table, prefix: prefix)
        }
    }

    init(_ table: CrossTable, prefix: String) {
        tableAnchor = prefix + table.id
        tableTitle = table.title
        tableIntro = table.intro
        tableOf = nil
        chart = nil
        isFolded = false
        headings =
            [HeadingView(table.heading), HeadingView(table.sizeHeading, isNumber: true)]
            + table.columns.map { HeadingView($0.title, isNumber: true) }
        rows = table.rows.map { RowView($0) }
        hasRows = !table.rows.isEmpty
        showsRows = hasRows
        emptyText = table.rows.isEmpty ? table.empty : nil
        sql = table.sql
    }

    init(_ table: AdoptionTable, prefix: String) {
        let common = table.commonDenominator
        let differ = common == nil
        tableAnchor = prefix + table.id
        tableTitle = table.title
        tableIntro = table.intro
        tableOf = common.flatMap { share in
            share.total > 0 ? "Of \(share.denominatorText)." : nil
        }
        chart = Chart.svg(of: table, id: prefix + table.id)
        isFolded = table.chart == .bars && !table.isEmpty
        let columns = [HeadingView(table.heading), HeadingView(table.unit, isNumber: true)]
        let share = [HeadingView("Share", isNumber: true)]
        headings = columns + share + (differ ? [HeadingView("Of")] : [])
        let hasKey = table.chart == .stacked
        let counted =
            table.isEmpty
            ? [] : table.rows.map { RowView($0, hasKey: hasKey, differ: differ) }
        let all = counted + table.apart.map { RowView($0, differ: differ) }
        rows = all
        hasRows = !all.isEmpty
        showsRows = hasRows && !isFolded
        emptyText = table.isEmpty ? table.empty : nil
        sql = table.sql
    }

    init(_ list: ListTable, prefix: String) {
        tableAnchor = prefix + list.id
        tableTitle = list.title
        tableIntro = list.intro
        tableOf = nil
        chart = nil
        isFolded = false
        headings = list.headings.map { HeadingView($0.text, isNumber: $0.isNumber) }
        rows = list.rows.map { RowView($0, list.headings) }
        hasRows = !list.rows.isEmpty
        showsRows = hasRows
        emptyText = list.rows.isEmpty ? list.empty : nil
        sql = list.sql
    }
}

extension TableView.RowView {
    init(_ row: AdoptionTable.Row, hasKey: Bool, differ: Bool) {
        rowLabel = row.label
        rowNote = row.note
        rowTone = hasKey ? row.tone.rawValue : nil
        isApart = false
        let measured = row.share.total > 0
        var cells = [
            TableView.CellView(measured ? row.share.count.grouped : "–", isNumber: true),
            TableView.CellView(measured ? row.share.percent : "not measured", isNumber: true),
        ]
        if differ {
            cells.append(.init(row.share.denominatorText))
        }
        self.cells = cells
    }

    init(_ row: AdoptionTable.Apart, differ: Bool) {
        rowLabel = row.label
        rowNote = row.note
        rowTone = nil
        isApart = true
        let count = TableView.CellView(row.count.grouped, isNumber: true)
        cells = [count, .init("left out", isNumber: true)] + (differ ? [.init("")] : [])
    }

    init(_ row: CrossTable.Row) {
        rowLabel = row.label
        rowNote = row.note
        rowTone = nil
        isApart = false
        cells =
            [TableView.CellView(row.size.grouped, isNumber: true)]
            + row.shares.map { TableView.CellView($0.percent, isNumber: true) }
    }

    init(_ texts: [String], _ headings: [ListTable.Heading]) {
        rowLabel = texts.first ?? ""
        rowNote = nil
        rowTone = nil
        isApart = false
        cells = zip(texts, headings).dropFirst().map { text, heading in
            TableView.CellView(text, isNumber: heading.isNumber)
        }
    }
}

extension TableView.CellView {
    init(_ text: String, isNumber: Bool = false) {
        cellText = text
        cellIsNumber = isNumber
    }
}
