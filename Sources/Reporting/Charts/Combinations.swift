extension Chart {
    private static let rowPitch = 40
    /// Where the bars begin; the dots stand before it.
    private static let barStart = 0.47

    /// A row of dots for each combination, filled where it is in the set, and a bar to the scale
    /// of the longest; those in no set have no bar, since it would dwarf all others.
    func combinations(of sets: [String]) -> String? {
        let members = rows.filter { $0.key.contains("1") }
        guard !sets.isEmpty, let scale = Scale(members.map(\.share)) else { return nil }
        let names = sets.indices.map { index in
            """
            <text class="set" x="\(Self.column(index, of: sets.count))" y="13">\
            \(Self.escaped(sets[index]))</text>
            """
        }
        let top = 22
        let lines = rows.enumerated().map { index, row in
            Self.line(row, sets: sets.count, top: top + index * Self.rowPitch, scale)
        }
        let end = top + rows.count * Self.rowPitch
        return element(
            "combinations", height: end + Scale.height,
            names + lines + [scale.axis(from: Self.barStart, top: end)])
    }

    private static func column(_ index: Int, of count: Int) -> String {
        width((Double(index) + 0.5) * (barStart - 0.02) / Double(count))
    }

    private static func line(
        _ row: AdoptionTable.Row, sets: Int, top: Int, _ scale: Scale
    ) -> String {
        let isIn = row.key.map { $0 == "1" }.prefix(sets)
        return
            ([dots(isIn, y: top + 19), figure(row.share, top: top)]
            + bar(row, isInNone: !isIn.contains(true), top: top, scale))
            .joined(separator: "\n")
    }

    private static func dots(_ isIn: ArraySlice<Bool>, y: Int) -> String {
        var shapes = isIn.enumerated().map { index, filled in
            """
            <circle class="\(filled ? "in" : "out")" cx="\(column(index, of: isIn.count))" \
            cy="\(y)" r="6"/>
            """
        }
        if let first = isIn.firstIndex(of: true), let last = isIn.lastIndex(of: true) {
            let (x1, x2) = (column(first, of: isIn.count), column(last, of: isIn.count))
            shapes.append("<line class=\"in\" x1=\"\(x1)\" x2=\"\(x2)\" y1=\"\(y)\" y2=\"\(y)\"/>")
        }
        return shapes.joined(separator: "\n")
    }

    private static func figure(_ share: Share, top: Int) -> String {
        """
        <text class="figure" x="\(width(barStart))" y="\(top + 15)">\(escaped(share.percent))\
        <tspan class="count" dx="8">\(share.fractionText)</tspan></text>
        """
    }

    private static func bar(
        _ row: AdoptionTable.Row, isInNone: Bool, top: Int, _ scale: Scale
    ) -> [String] {
        if isInNone {
            let x = width(barStart)
            return ["<text class=\"none\" x=\"\(x)\" y=\"\(top + 31)\">none of them</text>"]
        }
        guard row.share.count > 0, let fraction = row.share.fraction else { return [] }
        let end = barStart + max(scale.part(fraction) * (1 - barStart), 0.003)
        return [rectangle(row.tone.rawValue, y: top + 21, height: 10, barStart, end)]
    }
}
