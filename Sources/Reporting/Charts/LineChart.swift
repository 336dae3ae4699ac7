/// Shares over time as inline SVG: a line for each, with its key and its newest figure above.
///
/// Lines are told apart by the form of their marks as well as by their tone.
struct LineChart {
    var id: String
    var title: String
    /// When each point was, in seconds from any instant, rising; with its date for people.
    var points: [(time: Double, label: String)]
    /// A share for each point; where nothing was measured, the line has a gap.
    var lines: [(label: String, shares: [Share])]

    private static let keyHeight = 22
    private static let plotHeight = 200
    private static let tones = ["good", "worst", "weak", "neutral", "bad", "fair"]

    /// Nil where there is no figure, or only one point in time.
    func svg() -> String? {
        guard points.count > 1, let scale = Scale(lines.flatMap(\.shares)) else { return nil }
        let top = lines.count * Self.keyHeight + 22
        let shapes =
            lines.enumerated().map { key($1, $0) } + [grid(scale, top: top)]
            + lines.enumerated().map { line($1, $0, scale, top: top) }
        return Chart(id: id, title: title, rows: []).element(
            "lines", height: top + Self.plotHeight + 26, shapes, spoken: spoken)
    }

    private var spoken: String {
        lines.map { line in
            let shares = zip(points, line.shares).map { point, share in
                "\(point.label) \(share.total > 0 ? share.percent : "not measured")"
            }
            return "\(line.label): \(shares.joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    private func tone(_ index: Int) -> String {
        Self.tones[index % Self.tones.count]
    }

    private func key(_ line: (label: String, shares: [Share]), _ index: Int) -> String {
        let y = index * Self.keyHeight
        let newest = line.shares.last { $0.total > 0 }?.percent ?? "not measured"
        return """
            \(mark(index, x: "7", y: "\(y + 10)"))
            <text class="label" x="20" y="\(y + 15)">\(Chart.escaped(line.label))</text>
            <text class="figure end" x="100%" y="\(y + 15)">\(Chart.escaped(newest))</text>
            """
    }

    private func grid(_ scale: Scale, top: Int) -> String {
        let bottom = top + Self.plotHeight
        let rules = [(bottom, "0"), (top + Self.plotHeight / 2, scale.middle), (top, scale.last)]
        let levels = rules.map { y, text in
            """
            <line class="\(y == bottom ? "axis" : "rule")" x1="0" x2="100%" y1="\(y)" y2="\(y)"/>
            <text class="tick" x="0" y="\(y - 4)">\(text)</text>
            """
        }
        let (first, last) = (points[0].label, points[points.count - 1].label)
        let dates = """
            <text class="tick" x="\(Chart.width(x(0)))" y="\(bottom + 18)">\(Chart.escaped(first))</text>
            <text class="tick end" x="100%" y="\(bottom + 18)">\(Chart.escaped(last))</text>
            """
        return (levels + [dates]).joined(separator: "\n")
    }

    /// Between 0 and 1, with room for the axis's figures on the left and for a mark on the right.
    private func x(_ point: Int) -> Double {
        let (first, last) = (points[0].time, points[points.count - 1].time)
        let part =
            last > first
            ? (points[point].time - first) / (last - first)
            : Double(point) / Double(points.count - 1)
        return 0.12 + 0.86 * part
    }

    private func line(
        _ line: (label: String, shares: [Share]), _ index: Int, _ scale: Scale, top: Int
    ) -> String {
        let places = line.shares.enumerated().map { point, share in
            share.fraction.map { (x: x(point), y: 1 - scale.part($0)) }
        }
        var strokes: [String] = []
        for (from, to) in zip(places, places.dropFirst()) {
            guard let from, let to else { continue }
            let (y1, y2) = (pixel(from.y, top), pixel(to.y, top))
            strokes.append(
                """
                <line class="stroke-\(tone(index))" x1="\(Chart.width(from.x))" y1="\(y1)" \
                x2="\(Chart.width(to.x))" y2="\(y2)"/>
                """)
        }
        let marks = places.compactMap { place in
            place.map { mark(index, x: Chart.width($0.x), y: pixel($0.y, top)) }
        }
        return (strokes + marks).joined(separator: "\n")
    }

    private func pixel(_ part: Double, _ top: Int) -> String {
        String(top + Int((part * Double(Self.plotHeight)).rounded()))
    }

    /// A disc, a ring, a square or a frame; nested, so that its place can be a percentage.
    private func mark(_ index: Int, x: String, y: String) -> String {
        let isFull = index.isMultiple(of: 2)
        let name = isFull ? tone(index) : "hollow stroke-\(tone(index))"
        let shape =
            index / 2 % 2 == 0
            ? "<circle class=\"\(name)\" r=\"4.5\"/>"
            : "<rect class=\"\(name)\" x=\"-4\" y=\"-4\" width=\"8\" height=\"8\"/>"
        return "<svg class=\"mark\" x=\"\(x)\" y=\"\(y)\">\(shape)</svg>"
    }
}
