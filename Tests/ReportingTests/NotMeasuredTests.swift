import GRDB
import Testing

@testable import Reporting

@Suite struct NotMeasuredTests {
    private func section(
        _ domains: [Fixture.Domain], _ run: Fixture.Run = .init()
    ) throws -> ReportSection {
        let fixture = try Fixture()
        try fixture.add(run, domains)
        let report = try Report(runs: [1], from: fixture.database)
        return try #require(report.run.sections.first { $0.id == "not-measured" })
    }

    private func gaps(_ section: ReportSection) -> [String: String] {
        Dictionary(uniqueKeysWithValues: section.lists[0].rows.map { ($0[0], $0[1]) })
    }

    @Test func everyReasonHasItsCount() throws {
        let section = try section(
            [
                .init(name: "a.example", sts: "error", tlsrpt: "error"),
                .init(name: "b.example", sts: "valid", fetch: "excluded", dane: "error"),
                .init(name: "c.example", draft: nil, starttls: "unknown", dane: "bogus"),
                .init(name: "d.example", route: "error", sts: "error", starttls: "unknown"),
                .init(name: "e.example", dane: "unknown"),
                .init(name: "f.example", hasLadders: false),
            ], .init(state: "interrupted", total: 10, excluded: 2))
        let gaps = gaps(section)
        #expect(gaps["Not scanned: the run did not reach them"] == "4")
        #expect(gaps["TLSA records not asked for, at an excluded host"] == "1")
        #expect(gaps["Judged by an older version's rules"] == "1")
        #expect(gaps["Excluded, on request"] == "2")
        #expect(gaps["MX lookup failed"] == "1")
        #expect(gaps["_mta-sts lookup failed"] == "1")
        #expect(gaps["Policy host excluded, or not asked"] == "1")
        #expect(gaps["_smtp._tls lookup failed"] == "1")
        #expect(gaps["TLSA lookup failed"] == "1")
        #expect(gaps["TLSA lookup bogus"] == "1")
        #expect(gaps["_smtp_sts lookup failed, or not asked"] == "1")
        #expect(gaps["No MX host answered"] == "1")
    }

    @Test func saysThatPort25WasNotProbed() throws {
        let closed = Fixture.Host.closed("mx.example", "not-probed")
        let section = try section([
            .init(name: "a.example", starttls: "unknown", verdict: "unknown", hosts: [closed])
        ])
        #expect(section.paragraphs[0].hasPrefix("Port 25 was not probed in this run."))
        #expect(section.tables[0].isEmpty)
        #expect(section.tables[0].apart.map(\.key) == ["not-probed"])
    }

    @Test func saysHowManyAnswered() throws {
        let section = try section([
            .init(
                name: "a.example",
                hosts: [.init(name: "mx.example"), .closed("mx2.example", "timeout")])
        ])
        #expect(section.paragraphs[0].hasPrefix("1 of 2 MX hosts that were connected to answered"))
    }
}
