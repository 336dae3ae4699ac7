import GRDB
import Testing

@testable import Reporting

@Suite struct MarkdownReportTests {
    private func lines(_ domains: [Fixture.Domain], _ run: Fixture.Run = .init()) throws
        -> [Substring]
    {
        let fixture = try Fixture()
        try fixture.add(run, domains)
        return MarkdownReport.render(try Report(runs: [1], from: fixture.database))
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The scalars of a line without those that a backslash escapes.
    private func unescaped(_ line: Substring) -> [Unicode.Scalar] {
        var escaped = false
        return line.unicodeScalars.filter { scalar in
            defer { escaped = scalar == "\\" && !escaped }
            return !escaped
        }
    }

    private func bare(_ line: Substring) -> Set<Unicode.Scalar> { Set(unescaped(line)) }

    /// The cells of a row: what stands between bars that are not escaped.
    private func cells(_ line: Substring) -> Int {
        unescaped(line).count { $0 == "|" } - 1
    }

    @Test func hostileTextsBreakNoTable() throws {
        let hostile = HTMLReportTests.hostile
        let lines = try lines(
            [
                .init(
                    name: "a.example", hosts: [.init(name: "mx.example", version: hostile)],
                    findings: [(hostile, nil)])
            ], .init(label: hostile, list: hostile, rejected: [hostile]))
        expectHarmless(lines)
        #expect(lines.filter { $0.hasPrefix("# ") }.count == 1)
    }

    @Test func everyKindOfTableHoldsHostileTexts() throws {
        let report = try Gallery(text: HTMLReportTests.hostile, groups: 3).report()
        expectHarmless(MarkdownReport.render(report).split(separator: "\n"))
    }

    @Test func groupsHaveCountsAndProfilesAreNamed() throws {
        let text = MarkdownReport.render(try Gallery(groups: 2).report())
        #expect(text.contains("| Provider 2 | 60,000 | 0.12% (74 of 60,000) |"))
        #expect(text.contains("- STARTTLS: of domains with an MX host that answered."))
        #expect(text.contains("- **Provider 2**: 2 domains"))
        #expect(text.contains("in tables/gallery-profiles.csv."))
    }

    private func expectHarmless(_ lines: [Substring]) {
        var inSQL = false
        var columns = 0
        for line in lines {
            let isFence = line.hasPrefix("```")
            if isFence { inSQL.toggle() }
            if inSQL || isFence { continue }
            #expect(!line.contains("<script"))
            #expect(bare(line).isDisjoint(with: ["[", "]", "`"]), "\(line)")
            if !line.hasPrefix("|") {
                columns = 0
            } else if columns == 0 {
                columns = cells(line)
            } else {
                #expect(cells(line) == columns, "\(line)")
            }
        }
    }

    @Test func tablesOfTheSameFigures() throws {
        let lines = try lines([.init(name: "a.example", sts: "invalid"), .init(name: "b.example")])
        #expect(
            lines.contains(
                """
                | MTA-STS record | 1 | 50.0% | 2 domains accepting mail, with an answered \
                \\_mta-sts lookup |
                """))
        #expect(lines.contains("| Verdict | Domains | Share |"))
        #expect(lines.contains("| --- | ---: | ---: |"))
        #expect(lines.contains("Of 2 domains accepting mail, with an MX host that answered."))
    }

    @Test func anInterruptedRunIsMarked() throws {
        let lines = try lines([], .init(state: "running", total: 3))
        #expect(lines.contains { $0.hasPrefix("> **This run is not finished: 0 of 3 domains") })
    }
}
