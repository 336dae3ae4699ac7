import Testing

@testable import Reporting

@Suite struct ChartTests {
    private func table(_ chart: ChartKind, _ shares: [(Int, Int)]) -> AdoptionTable {
        let rows = shares.enumerated().map { index, share in
            AdoptionTable.Row(
                key: "k\(index)", label: "<\(index)>",
                share: Share(share.0, of: share.1, "domains"), tone: Tone.allCases[index])
        }
        return AdoptionTable(
            id: "t", title: "A & B", heading: "", unit: "", rows: rows, apart: [], empty: "",
            chart: chart, sql: "")
    }

    private func chart(_ kind: ChartKind, _ shares: [(Int, Int)]) -> String? {
        Chart.svg(of: table(kind, shares), id: "t")
    }

    @Test func aBarIsAsLongAsItsShare() throws {
        let svg = try #require(chart(.bars, [(1, 4), (0, 4), (0, 0)]))
        #expect(svg.contains(#"<rect class="good" x="0%" y="22" width="25%" height="10"/>"#))
        #expect(!svg.contains(#"class="fair""#), "nobody has no bar")
        #expect(svg.contains(#"<rect class="gap""#), "not measured has no track")
        #expect(
            svg.contains("<desc id=\"t-desc\">&lt;0&gt;: 25.0%, 1 of 4; &lt;1&gt;: 0%, 0 of 4;"))
        #expect(svg.contains("&lt;2&gt;: not measured.</desc>"))
        #expect(svg.contains("<title id=\"t-title\">A &amp; B</title>"))
    }

    @Test func aSliverCanBeSeen() throws {
        let svg = try #require(chart(.bars, [(1, 1_000_000)]))
        #expect(svg.contains(#"class="good" x="0%" y="22" width="0.30%""#))
    }

    @Test func segmentsStandSideBySide() throws {
        let svg = try #require(chart(.stacked, [(1, 2), (0, 2), (1, 2)]))
        #expect(svg.contains(#"<rect class="good" x="0%" y="0" width="50%""#))
        #expect(svg.contains(#"<rect class="neutral" x="50%" y="0" width="50%""#))
        #expect(!svg.contains(#"class="fair""#))
    }

    @Test func nothingToDraw() {
        #expect(chart(.bars, [(0, 0)]) == nil)
        #expect(chart(.stacked, []) == nil)
        #expect(chart(.none, [(1, 2)]) == nil)
    }

    @Test(arguments: [
        (0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.333_333, "33.33%"), (0.000_5, "0.05%"),
        (1.000_001, "100%"), (-0.1, "0%"),
    ])
    func widths(fraction: Double, expected: String) {
        #expect(Chart.width(fraction) == expected)
    }
}
