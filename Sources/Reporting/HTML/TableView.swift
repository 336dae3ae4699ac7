/// A table as the templates put it in, whatever its kind.
///
/// Templates see stored properties alone.
struct TableView {
    let tableAnchor: String
    let tableTitle: String
    /// Of its heading: 3, or 4 in a profile.
    let tableLevel: Int
    let tableIntro: String?
    /// What all percentages are of; nil where they differ, or where there are none.
    let tableOf: String?
    let chart: String?
    /// Whether the rows are behind the chart, since it says them already.
    let isFolded: Bool
    /// Whether it may be wider than a phone: it scrolls in a box of its own.
    let isWide: Bool
    /// Whether cells have counts besides, shown on request.
    let hasCounts: Bool
    let headings: [HeadingView]
    let rows: [RowView]
    let hasRows: Bool
    let showsRows: Bool
    /// Under the table: what is not shown, and what the percentages of each column are of.
    let notes: [String]
    let hasNotes: Bool
    let emptyText: String?
    let sql: String
    /// Whether the SQL is shown: not in profiles, whose tables have that of the table of groups.
    let hasSQL: Bool

    init(_ table: ReportTable, level: Int = 3) {
        switch table {
        case .shares(let table): self.init(table, level)
        case .cross(let table): self.init(table, level)
        case .list(let table): self.init(table, level)
        }
    }

    private init(
        anchor: String, title: String, level: Int, intro: String?, of: String? = nil,
        chart: String? = nil, isFolded: Bool = false,
        hasCounts: Bool = false, headings: [HeadingView], rows: [RowView], notes: [String] = [],
        empty: String?, sql: String
    ) {
        tableAnchor = anchor
        tableTitle = title
        tableLevel = level
        tableIntro = intro
        tableOf = of
        self.chart = chart
        self.isFolded = isFolded
        isWide = headings.count > 3
        self.hasCounts = hasCounts
        self.headings = headings
        self.rows = rows
        hasRows = !rows.isEmpty
        showsRows = !rows.isEmpty && !isFolded
        self.notes = notes
        hasNotes = !notes.isEmpty
        emptyText = empty
        self.sql = sql
        hasSQL = level == 3
    }
}

extension TableView {
    /// A table of shares.
    private init(_ table: AdoptionTable, _ level: Int) {
        let common = table.commonDenominator
        let differ = common == nil
        let compares = table.rows.contains { !$0.published.isEmpty }
        let hasKey = table.chart == .stacked
        let chart = Chart.svg(of: table, id: table.id)
        let counted = (table.isEmpty ? [] : table.rows).map {
            RowView($0, hasKey: hasKey, differ: differ, compares: compares)
        }
        self.init(
            anchor: table.id, title: table.title, level: level, intro: table.intro,
            of: common.flatMap { $0.total > 0 ? "Of \($0.denominatorText)." : nil },
            chart: chart, isFolded: chart != nil && !hasKey,
            headings: [
                HeadingView(table.heading), HeadingView(table.unit, isNumber: true),
                HeadingView("Share", isNumber: true),
            ] + (differ ? [HeadingView("Of")] : [])
                + (compares ? [HeadingView("Published elsewhere")] : []),
            rows: counted + table.apart.map { RowView($0, differ: differ, compares: compares) },
            notes: table.rest.map { [$0] } ?? [],
            empty: table.isEmpty ? table.empty : nil, sql: table.sql)
    }

    /// A table of groups.
    private init(_ table: CrossTable, _ level: Int) {
        let isEmpty = table.rows.isEmpty
        let chart = LineChart(table)?.svg()
        let longest = table.columns.indices.map { column in
            table.rows.compactMap { $0.shares[column].fraction }.max() ?? 0
        }
        self.init(
            anchor: table.id, title: table.title, level: level, intro: table.intro,
            chart: chart, isFolded: chart != nil, hasCounts: !isEmpty,
            headings: [
                HeadingView(table.heading), HeadingView(table.sizeHeading, isNumber: true),
            ] + table.columns.map { HeadingView($0.title, isNumber: true) },
            // What lines tell already needs no bars.
            rows: table.rows.map { RowView($0, longest: chart == nil ? longest : nil) },
            notes: isEmpty ? [] : table.notes(hasBars: chart == nil),
            empty: isEmpty ? table.empty : nil, sql: table.sql)
    }

    /// A table of texts.
    private init(_ list: ListTable, _ level: Int) {
        self.init(
            anchor: list.id, title: list.title, level: level, intro: list.intro,
            headings: list.headings.map { HeadingView($0.text, isNumber: $0.isNumber) },
            rows: list.rows.map { RowView($0, list.headings) },
            empty: list.rows.isEmpty ? list.empty : nil, sql: list.sql)
    }
}

extension CrossTable {
    /// What is said under it: the rest, and for each denominator which columns are of it, as in
    /// `MTA-STS record, MTA-STS enforced: of domains accepting mail.`
    fileprivate func notes(hasBars: Bool) -> [String] {
        var denominators: [(text: String, titles: [String])] = []
        for column in columns {
            if let known = denominators.firstIndex(where: { $0.text == column.denominator }) {
                denominators[known].titles.append(column.title)
            } else {
                denominators.append((column.denominator, [column.title]))
            }
        }
        let of = denominators.map { "\($0.titles.joined(separator: ", ")): of \($0.text)." }
        let isMissing = rows.contains { $0.shares.contains { $0.total == 0 } }
        return (rest.map { [$0] } ?? []) + of + (isMissing ? ["–: not measured."] : [])
            + (hasBars ? ["A bar is drawn to the scale of the largest share in its column."] : [])
    }
}
