extension Chart {
    private static let height = 44
    /// Below this share a segment has no figure in it: it would not fit a phone.
    private static let legible = 0.16

    /// One bar divided among the rows, which exclude each other; the table below is its key.
    func stacked() -> String {
        var start = 0.0
        var shapes: [String] = []
        for row in rows {
            guard let fraction = row.share.fraction, fraction > 0 else { continue }
            shapes.append(Self.segment(row, from: start, fraction))
            start += fraction
        }
        return element("stacked", height: Self.height, shapes)
    }

    private static func segment(
        _ row: AdoptionTable.Row, from start: Double, _ fraction: Double
    ) -> String {
        let rectangle = """
            <rect class="\(row.tone.rawValue)" x="\(width(start))" y="0" \
            width="\(width(fraction))" height="\(height)"/>
            """
        guard fraction >= legible else { return rectangle }
        return rectangle + """

            <text class="on-\(row.tone.rawValue)" x="\(width(start + fraction / 2))" \
            y="27">\(escaped(row.share.percent))</text>
            """
    }
}
