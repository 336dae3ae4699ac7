extension Chart {
    private static let rowHeight = 42

    /// One bar a row, over a track that is the whole denominator; label and figure above it.
    func bars() -> String {
        let shapes = rows.enumerated().map { index, row in
            Self.bar(row, top: index * Self.rowHeight)
        }
        return element("bars", height: rows.count * Self.rowHeight, shapes)
    }

    private static func bar(_ row: AdoptionTable.Row, top: Int) -> String {
        let texts = heading(row, top: top)
        guard let fraction = row.share.fraction else {
            return texts + "\n" + rectangle("gap", y: top + 22, height: 10, 0, 1)
        }
        var shapes = [texts, rectangle("track", y: top + 22, height: 10, 0, 1)]
        if row.share.count > 0 {
            // The tone of what is absent is that of the track.
            let tone = row.tone == .absent ? Tone.neutral : row.tone
            let seen = max(fraction, 0.003)
            shapes.append(rectangle(tone.rawValue, y: top + 22, height: 10, 0, seen))
        }
        return shapes.joined(separator: "\n")
    }

    /// The line above a bar: the label, and at its end the count and the percentage.
    static func heading(_ row: AdoptionTable.Row, top: Int) -> String {
        let measured = row.share.total > 0
        let figure = measured ? row.share.percent : "not measured"
        let count = measured ? row.share.fractionText + "\u{A0}\u{A0}" : ""
        return """
            <text class="label" x="0" y="\(top + 15)">\(escaped(row.label))</text>
            <text class="figure end" x="100%" y="\(top + 15)">\
            <tspan class="count">\(count)</tspan><tspan>\(escaped(figure))</tspan></text>
            """
    }

    /// From one part of the chart's width to another, each between 0 and 1.
    static func rectangle(
        _ name: String, y: Int, height: Int, _ start: Double, _ end: Double
    ) -> String {
        """
        <rect class="\(name)" x="\(width(start))" y="\(y)" width="\(width(end - start))" \
        height="\(height)"/>
        """
    }
}
