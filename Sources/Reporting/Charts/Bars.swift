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
        let measured = row.share.total > 0
        let figure = measured ? row.share.percent : "not measured"
        let count = measured ? row.share.fractionText + "\u{A0}\u{A0}" : ""
        var shapes = """
            <text class="label" x="0" y="\(top + 15)">\(escaped(row.label))</text>
            <text class="figure" x="100%" y="\(top + 15)">\
            <tspan class="count">\(count)</tspan><tspan>\(escaped(figure))</tspan></text>
            """
        guard let fraction = row.share.fraction else {
            return shapes + "\n" + rectangle("gap", top: top, "100%")
        }
        shapes += "\n" + rectangle("track", top: top, "100%")
        if row.share.count > 0 {
            // The tone of what is absent is that of the track.
            let tone = row.tone == .absent ? Tone.neutral : row.tone
            shapes += "\n" + rectangle(tone.rawValue, top: top, width(max(fraction, 0.003)))
        }
        return shapes
    }

    private static func rectangle(_ name: String, top: Int, _ width: String) -> String {
        "<rect class=\"\(name)\" x=\"0\" y=\"\(top + 22)\" width=\"\(width)\" height=\"10\"/>"
    }
}
