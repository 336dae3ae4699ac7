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

    /// Where the plot begins, and how wide it is, as parts of the chart's width: there is room for the
    /// axis's figures on the left and for a mark on the right.
    private static let (plotStart, plotWidth) = (0.12, 0.86)
    /// How many points have marks; more would run into each other.
    private static let marked = 40

    /// Between 0 and 1.
    private func x(_ point: Int) -> Double {
        Self.plotStart + Self.plotWidth * part(point)
    }

    /// How far it is from the first point to the last, between 0 and 1.
    private func part(_ point: Int) -> Double {
        let (first, last) = (points[0].time, points[points.count - 1].time)
        return last > first
            ? (points[point].time - first) / (last - first)
            : Double(point) / Double(points.count - 1)
    }

    private func line(
        _ line: (label: String, shares: [Share]), _ index: Int, _ scale: Scale, top: Int
    ) -> String {
        let measured = line.shares.indices.filter { line.shares[$0].total > 0 }
        let heights = line.shares.map { 1 - scale.part($0.fraction ?? 0) }
        // Neighbours in time; a point without a figure parts them.
        var pieces: [[Int]] = []
        for point in measured {
            if let last = pieces.last?.last, last == point - 1 {
                pieces[pieces.count - 1].append(point)
            } else {
                pieces.append([point])
            }
        }
        let strokes = pieces.filter { $0.count > 1 }.map { piece in
            let places = piece.map { point in
                "\(Int((part(point) * 1_000).rounded())),\(pixel(heights[point], 0))"
            }
            return
                "<polyline class=\"stroke-\(tone(index))\" points=\"\(places.joined(separator: " "))\"/>"
        }
        let alone = Set(pieces.filter { $0.count == 1 }.flatMap(\.self) + measured.suffix(1))
        let marks = measured.filter { points.count <= Self.marked || alone.contains($0) }.map {
            mark(index, x: Chart.width(x($0)), y: pixel(heights[$0], top))
        }
        return ([plot(strokes, top: top)] + marks).joined(separator: "\n")
    }

    /// Nested, so that points, which cannot be percentages, are stretched to the plot's width.
    private func plot(_ strokes: [String], top: Int) -> String {
        """
        <svg class="plot" x="\(Chart.width(Self.plotStart))" y="\(top)" \
        width="\(Chart.width(Self.plotWidth))" height="\(Self.plotHeight)" \
        viewBox="0 0 1000 \(Self.plotHeight)" preserveAspectRatio="none">
        \(strokes.joined(separator: "\n"))
        </svg>
        """
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

extension LineChart {
    /// A line for each column of a table whose rows are points in time; nil for any other table.
    init?(_ table: CrossTable) {
        guard let instants = table.instants else { return nil }
        self.init(
            id: table.id, title: table.title,
            points: zip(instants, table.rows).map { ($0, $1.label) },
            lines: table.columns.enumerated().map { index, column in
                (column.title, table.rows.map { $0.shares[index] })
            })
    }
}
