/// The axis of a chart that does not end at 100 %: from nothing to a round share.
struct Scale {
    /// What the axis takes below the chart, in pixels.
    static let height = 22

    /// Where it ends, between 0 and 1.
    let end: Double

    private static let ends = [
        0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,
    ]

    /// The shortest that holds all shares; nil where there is none to hold.
    init?(_ shares: [Share]) {
        guard let longest = shares.compactMap(\.fraction).max() else { return nil }
        end = Self.ends.first { $0 >= longest } ?? 1
    }

    /// Where a share lies on it, between 0 and 1.
    func part(_ fraction: Double) -> Double { fraction / end }

    /// What is written in its middle, and at its end.
    var middle: String { Self.text(end / 2) }
    var last: String { Self.text(end) }

    /// `2%`, `0.05%`.
    private static func text(_ fraction: Double) -> String {
        let width = Chart.width(fraction)
        return width.contains(".") ? width.replacing("0%", with: "%") : width
    }

    /// A line under the chart with both ends, and the middle.
    func axis(from start: Double = 0, top: Int) -> String {
        let half = Chart.width(start + (1 - start) / 2)
        return """
            <line class="axis" x1="\(Chart.width(start))" x2="100%" y1="\(top + 2)" y2="\(top + 2)"/>
            <text class="tick" x="\(Chart.width(start))" y="\(top + 18)">0</text>
            <text class="tick middle" x="\(half)" y="\(top + 18)">\(middle)</text>
            <text class="tick end" x="100%" y="\(top + 18)">\(last)</text>
            """
    }
}
