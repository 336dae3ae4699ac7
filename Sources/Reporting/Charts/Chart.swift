/// A table drawn as inline SVG: a picture for the eye, with its words as title and description.
///
/// Widths are percentages, so that it fits a phone without shrinking its letters. Colours are
/// the style sheet's: each shape has the class of its tone.
struct Chart {
    var id: String
    var title: String
    var rows: [AdoptionTable.Row]

    /// The table's chart; nil where it has none, or nothing to draw.
    static func svg(of table: AdoptionTable, id: String) -> String? {
        guard !table.isEmpty, !table.rows.isEmpty else { return nil }
        let chart = Chart(id: id, title: table.title, rows: table.rows)
        return switch table.chart {
        case .bars: chart.bars()
        case .stacked: chart.stacked()
        case .ladder: chart.ladder()
        case .combinations(let sets): chart.combinations(of: sets)
        case .none: nil
        }
    }

    /// The element with its title, its description and its shapes; it is described by its rows
    /// where nothing else is said.
    func element(
        _ kind: String, height: Int, _ shapes: [String], spoken: String? = nil
    ) -> String {
        let spoken = spoken ?? rows.map(Self.spoken).joined(separator: "; ")
        return """
            <svg class="chart \(kind)" role="img" width="100%" height="\(height)" \
            aria-labelledby="\(id)-title \(id)-desc">
            <title id="\(id)-title">\(Self.escaped(title))</title>
            <desc id="\(id)-desc">\(Self.escaped(spoken)).</desc>
            \(shapes.joined(separator: "\n"))
            </svg>
            """
    }

    private static func spoken(_ row: AdoptionTable.Row) -> String {
        guard row.share.total > 0 else { return "\(row.label): not measured" }
        return "\(row.label): \(row.share.percent), \(row.share.fractionText)"
    }

    static func escaped(_ text: String) -> String {
        HTMLText().escapeText(text)
    }

    /// `12.34%`, without an exponent.
    static func width(_ fraction: Double) -> String {
        let hundredths = Int((min(max(fraction, 0), 1) * 10_000).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? "\(whole)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
    }
}
