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

    @Test func aLadderShowsWhatEachStepLost() throws {
        let svg = try #require(chart(.ladder, [(8, 1_000), (6, 1_000), (0, 1_000), (0, 0)]))
        #expect(svg.contains(#"<rect class="good" x="0%" y="22" width="80%" height="16"/>"#))
        #expect(svg.contains(#"<rect class="lost" x="60%" y="68" width="20%" height="16"/>"#))
        #expect(svg.contains(#"<rect class="lost" x="0%" y="114" width="60%" height="16"/>"#))
        #expect(!svg.contains(#"class="neutral""#), "nobody has no bar")
        #expect(svg.contains(#"<rect class="gap""#), "not measured is no loss")
        #expect(svg.contains(">0.5%</text>") && svg.contains(">1%</text>"), "the axis' figures")
    }

    @Test func aLadderLeavesOutWhatIsAbsent() throws {
        let absent = Tone.allCases.firstIndex(of: .absent)!
        let shares = Tone.allCases.indices.map { ($0 == absent ? 99 : 1, 100) }
        let svg = try #require(chart(.ladder, shares))
        #expect(!svg.contains("&lt;\(absent)&gt;</text>"))
        #expect(svg.contains("&lt;\(absent)&gt;: 99.0%"), "it is said all the same")
    }

    @Test func combinationsAreDots() throws {
        var table = table(.combinations(of: ["A", "B", "C"]), [(90, 100), (2, 100), (1, 100)])
        for (index, key) in ["000", "101", "010"].enumerated() { table.rows[index].key = key }
        let svg = try #require(Chart.svg(of: table, id: "t"))
        #expect(svg.matches(of: /<circle class="in"/).count == 3)
        #expect(svg.matches(of: /<circle class="out"/).count == 6)
        #expect(svg.matches(of: /<line class="in"/).count == 2, "the dots of a row are joined")
        #expect(svg.contains(">none of them</text>"))
        #expect(!svg.contains(#"<rect class="good""#), "those in no set would dwarf the others")
        #expect(svg.contains(#"<rect class="fair" x="47%" y="83" width="53%""#))
        #expect(svg.contains(">2%</text>"))
    }

    @Test func aLineHasAGapWhereNothingWasMeasured() throws {
        func shares(_ counts: [Int?]) -> [Share] {
            counts.map { Share($0 ?? 0, of: $0 == nil ? 0 : 100, "domains") }
        }
        let chart = LineChart(
            id: "t", title: "T",
            points: [(0, "1 May"), (10, "2 May"), (40, "5 May"), (50, "6 May")],
            lines: [("<a>", shares([1, 2, nil, 4])), ("b", shares([5, 5, 5, 5]))])
        let svg = try #require(chart.svg())
        #expect(
            svg.matches(of: /<polyline class="stroke-good" points="(.*?)"/).map(\.output.1)
                == ["0,160 200,120"], "by time, not by number, and to the gap")
        #expect(
            svg.matches(of: /<polyline class="stroke-worst" points="(.*?)"/).map(\.output.1)
                == ["0,0 200,0 800,0 1000,0"])
        #expect(svg.matches(of: /<circle/).count == 2 + 3 + 4, "keys, and what was measured")
        #expect(svg.contains("&lt;a&gt;: 1 May 1.0%, 2 May 2.0%, 5 May not measured, 6 May 4.0%;"))
    }

    /// Marks that would run into each other are left out, but for the newest and for one alone.
    @Test func manyPointsHaveNoMarks() throws {
        let shares = (0..<400).map { Share(1, of: [2, 4].contains($0) ? 0 : 2, "domains") }
        let chart = LineChart(
            id: "t", title: "T", points: (0..<400).map { (Double($0), "\($0)") },
            lines: [("a", shares)])
        let svg = try #require(chart.svg())
        #expect(svg.matches(of: /<polyline/).count == 2)
        #expect(svg.matches(of: /<circle/).count == 1 + 2)
    }

    @Test func aLineNeedsTwoPoints() {
        let share = Share(1, of: 2, "domains")
        let chart = LineChart(id: "t", title: "", points: [(0, "")], lines: [("a", [share])])
        #expect(chart.svg() == nil)
    }

    @Test(arguments: [
        (0, 100, "0.02%", "nothing"), (1, 1_000, "0.1%", "exact"), (13, 1_000, "2%", "the next"),
        (3, 4, "100%", "all"),
    ])
    func scales(count: Int, total: Int, end: String, reason: String) throws {
        #expect(Scale([Share(count, of: total, "")])?.last == end, "\(reason)")
    }

    @Test func nothingToDraw() {
        #expect(chart(.ladder, [(0, 0)]) == nil)
        #expect(chart(.combinations(of: []), [(1, 2)]) == nil)
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
