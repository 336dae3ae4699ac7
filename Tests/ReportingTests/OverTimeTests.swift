import GRDB
import Testing

@testable import Reporting

/// Reports of several runs.
@Suite struct OverTimeTests {
    /// Three runs, numbered in another order than that in which they were made.
    private func fixture() throws -> Fixture {
        let fixture = try Fixture()
        let (a, b) = (Fixture.Domain(name: "a.example"), Fixture.Domain(name: "b.example"))
        let adopter = Fixture.Domain.adopter(
            "a.example", "enforce", [.init(name: "mx.a.example", match: 1)])
        try fixture.add(.init(id: 1, label: "Second", startedAt: "2026-11-10T06:00:00Z"), [a, b])
        try fixture.add(.init(id: 2, label: "First", startedAt: "2026-11-01T06:00:00Z"), [b, a])
        try fixture.add(
            .init(id: 3, label: "Newest", startedAt: "2026-11-23T06:00:00Z"), [adopter, b])
        return fixture
    }

    private func report(_ runs: [Int64] = [3, 1, 2], isSample: Bool = false) throws -> Report {
        try Report(runs: runs, from: fixture().database, isSample: isSample)
    }

    private func table(_ id: String, _ report: Report) throws -> CrossTable {
        for case .cross(let table) in report.run.sections.flatMap(\.parts) where table.id == id {
            return table
        }
        throw Missing()
    }

    private struct Missing: Error {}

    @Test func theNewestIsReportedInFullAndTheOthersByTime() throws {
        let report = try report()
        #expect(report.run.run.id == 3)
        #expect(report.earlier.map(\.run.id) == [2, 1])
        #expect(report.run.sections.prefix(3).map(\.id) == ["overview", "over-time", "changes"])
        let ladder = try table("mta-sts-over-time", report)
        #expect(ladder.rows.map(\.key) == ["2", "1", "3"])
        #expect(ladder.rows.map { $0.shares.map(\.count) } == [[0, 0, 0], [0, 0, 0], [1, 1, 1]])
        let instants = try #require(ladder.instants)
        #expect(instants[1] - instants[0] == 9 * 86_400)
    }

    @Test func oneRunHasNoSuchChapters() throws {
        let report = try report([2])
        #expect(report.earlier.isEmpty)
        #expect(!report.run.sections.contains { ["over-time", "changes"].contains($0.id) })
    }

    @Test func aRunThatIsNamedTwiceCountsOnce() throws {
        #expect(try report([1, 2, 2, 1]).earlier.map(\.run.id) == [2])
    }

    /// A run without any domain that accepts mail is a point where nothing was measured.
    @Test func anEmptyRunIsAGap() throws {
        let fixture = try fixture()
        try fixture.add(.init(id: 4, startedAt: "2026-11-05T06:00:00Z"), [])
        let report = try Report(runs: [1, 2, 3, 4], from: fixture.database)
        let table = try table("published-over-time", report)
        #expect(table.rows.map(\.size) == [2, 0, 2, 2])
        #expect(table.rows[1].shares.allSatisfy { $0.total == 0 })
        #expect(report.earlier.map(\.mailDomains) == [2, 0, 2])
    }

    /// The figures of an earlier run are those that a report of it alone has.
    @Test func earlierFiguresAreThoseOfTheirOwnReports() throws {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1), Fixture.oneOfEach)
        try fixture.add(.init(id: 2, startedAt: "2026-11-24T06:00:00Z"), [])
        let alone = try Report(runs: [1], from: fixture.database)
        let report = try Report(runs: [1, 2], from: fixture.database)
        #expect(report.earlier.map(\.headline) == [alone.run.headline])
        let tables = alone.run.sections.flatMap(\.tables)
        for (id, other) in [
            ("mta-sts-over-time", "ladder-mta-sts"), ("tlsrpt-over-time", "ladder-tlsrpt"),
            ("dane-over-time", "ladder-dane"), ("starttls-over-time", "ladder-starttls"),
            ("smtp-sts-over-time", "ladder-smtp-sts"), ("verdicts-over-time", "verdicts"),
            ("policy-modes-over-time", "policy-modes"),
            ("mx-hosts-over-time", "adoption-mx-hosts"),
        ] {
            let expected = try #require(tables.first { $0.id == other })
            #expect(
                try table(id, report).rows[0].shares.map(\.fractionText)
                    == expected.rows.map(\.share.fractionText), "\(id)")
        }
    }

    @Test func theSQLShownGivesARowForEachRun() throws {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1), Fixture.oneOfEach)
        try fixture.add(.init(id: 2, startedAt: "2026-11-22T06:00:00Z"), Fixture.oneOfEach)
        let report = try Report(runs: [1, 2], from: fixture.database)
        let section = try #require(report.run.sections.first { $0.id == "over-time" })
        for case .cross(let table) in section.parts {
            let rows = try fixture.database.read { try Query(table.sql).rows($0) }
            #expect(rows.map { "\($0["run_id"] as Int)" } == table.rows.map(\.key))
            for (row, group) in zip(rows, table.rows) {
                for (column, share) in zip(table.columns, group.shares) {
                    #expect(row[column.key] == share.count, "\(table.id) \(column.key)")
                }
            }
        }
    }

    @Test func whatChangedIsOfTheFirstAndTheLast() throws {
        let report = try report()
        let sums = try table("change-sums", report)
        let mtaSTS = try #require(sums.rows.first { $0.key == "mta-sts" })
        #expect(mtaSTS.size == 2)
        #expect(mtaSTS.shares.map(\.count) == [1, 0, 0, 0, 0, 1])
        let changes = try #require(report.run.sections.first { $0.id == "changes" })
        #expect(
            changes.paragraphs[0].hasPrefix("From run 2, 1 November 2026, 06:00 UTC, to run 3,"))
        let adopted = try #require(changes.lists.first { $0.id == "changes-adopted" })
        #expect(adopted.rows.map(\.first) == ["a.example"])
        #expect(changes.lists.first { $0.id == "changes-dropped" }?.rows.isEmpty == true)
    }

    @Test func itIsSaidInWhatTheRunsDiffer() throws {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1, list: "a.txt"), [.init(name: "a.example")])
        try fixture.add(
            .init(id: 2, list: "b.txt", startedAt: "2026-11-24T06:00:00Z"),
            [.init(name: "a.example"), .init(name: "b.example")])
        let report = try Report(runs: [1, 2], from: fixture.database)
        for section in report.run.sections.dropFirst().prefix(2) {
            #expect(
                section.paragraphs.last == """
                    List: 'a.txt' with 1 domain in run 1; 'b.txt' with 2 domains in run 2.
                    """)
        }
    }

    @Test func aRunThatIsNotFinishedIsMarked() throws {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1, state: "interrupted", total: 3), [.init(name: "a.example")])
        try fixture.add(.init(id: 2, startedAt: "2026-11-24T06:00:00Z"), [.init(name: "a.example")])
        let report = try Report(runs: [1, 2], from: fixture.database)
        let notes = try table("mta-sts-over-time", report).rows.map(\.note)
        #expect(
            notes == [
                "run 1: Test list, interrupted, 1 of 3 domains", "run 2: Test list",
            ])
        let changes = try #require(report.run.sections.first { $0.id == "changes" })
        #expect(
            changes.paragraphs[0].hasPrefix(
                """
                From run 1, 23 November 2026, 06:00 UTC, interrupted, 1 of 3 domains, to run 2, \
                24 November 2026, 06:00 UTC: the domains
                """))
    }

    @Test func whatBrokeHasItsReason() throws {
        let fixture = try Fixture()
        try fixture.add(
            .init(id: 1), [.adopter("a.example", "enforce", [.init(name: "mx", match: 1)])])
        try fixture.add(
            .init(id: 2, startedAt: "2026-11-24T06:00:00Z"),
            [.init(name: "a.example", sts: "invalid")])
        let report = try Report(runs: [1, 2], from: fixture.database)
        let changes = try #require(report.run.sections.first { $0.id == "changes" })
        let broken = try #require(changes.lists.first { $0.id == "changes-broken" })
        #expect(broken.headings.last?.text == "Reason")
        #expect(broken.rows.map(\.last) == ["sts_record: valid -> invalid"])
    }

    @Test func noMoreThanTwentyFiveAreNamed() throws {
        let fixture = try Fixture()
        let names = (1...30).map { "d\($0).example" }
        try fixture.add(.init(id: 1), names.map { .init(name: $0) })
        try fixture.add(
            .init(id: 2, startedAt: "2026-11-24T06:00:00Z"),
            names.map { .init(name: $0, sts: "invalid") })
        let report = try Report(runs: [1, 2], from: fixture.database)
        let changes = try #require(report.run.sections.first { $0.id == "changes" })
        let adopted = try #require(changes.lists.first { $0.id == "changes-adopted" })
        #expect(adopted.rows.count == 25)
        #expect(
            adopted.intro == """
                The first 25 of 30; 'sts-census compare 1 2 --format csv' names all.
                """)
    }

    /// Intervals are those of the points; what changed is about domains, one by one.
    @Test func pointsOfSamplesHaveIntervals() throws {
        let report = try report(isSample: true)
        #expect(try table("mta-sts-over-time", report).rows[2].shares[0].interval != nil)
        #expect(try table("mx-hosts-over-time", report).rows[2].shares[0].interval == nil)
        #expect(report.earlier.allSatisfy { $0.headline["publish"]?.share.isOfSample == true })
    }

    @Test func pagesHaveLinesAndMarkdownHasTheirTables() throws {
        let report = try report()
        let page = HTMLReport.render(report)
        #expect(page.contains("with <a href=\"#over-time\">2 earlier runs, since 1 November 2026"))
        #expect(page.matches(of: /<svg class="chart lines"/).count == 9)
        #expect(page.contains("MTA-STS: 1 November 2026 0%, 10 November 2026 0%,"))
        let markdown = MarkdownReport.render(report)
        #expect(markdown.contains("; with 2 earlier runs, since 1 November 2026, 06:00 UTC."))
        #expect(markdown.contains("| 1 November 2026: run 2: First | 2 | 0% (0 of 2) |"))
    }

    @Test func theSummaryHasAllRunsAndTheTablesOfTheNewest() throws {
        let report = try report()
        let text = String(decoding: try SummaryReport.render(report), as: UTF8.self)
        let ids = text.matches(of: /"run_id" : (\d)/).map { String($0.output.1) }
        #expect(ids == ["3", "1", "2"])
        #expect(text.matches(of: /"profiles" :/).count == 1)
        #expect(CSVReport.files(report).contains { $0.name == "tables/mta-sts-over-time.csv" })
    }
}
