import Testing

@testable import Reporting

/// Runs in which there is little or nothing to count.
@Suite struct EmptyRunTests {
    private static let runs: [(String, [Fixture.Domain])] = [
        ("no domain", []),
        ("one that takes no mail", [.init(name: "a.example", route: "null-mx")]),
        ("one that could not be looked up", [.init(name: "a.example", route: "error")]),
        ("one without any mechanism", [.init(name: "a.example")]),
        (
            "not probed",
            [
                .init(
                    name: "a.example", starttls: "unknown", verdict: "unknown",
                    hosts: [.closed("mx.example", "not-probed")])
            ]
        ),
    ]

    @Test(arguments: runs)
    func everyTableSaysThatItIsEmpty(name: String, domains: [Fixture.Domain]) throws {
        let report = try Report(runs: [1], from: Fixture(domains).database)
        for table in report.run.sections.flatMap(\.tables) {
            #expect(!table.empty.isEmpty, "\(name): \(table.id)")
            for row in table.rows where row.share.total == 0 {
                #expect(row.share.percent == "–", "\(name): \(table.id) \(row.key)")
            }
        }
        let page = HTMLReport.render(report)
        #expect(!page.contains("nan"))
        #expect(page.utf8.count < 3_000_000)
    }

    @Test func withoutAdopterNothingIsBroken() throws {
        let report = try Report(runs: [1], from: Fixture([.init(name: "a.example")]).database)
        let broken = try #require(report.run.sections.first { $0.id == "broken" })
        #expect(broken.tables.allSatisfy { $0.isEmpty })
        #expect(broken.tables[0].empty == "No domain of this run publishes MTA-STS.")
    }
}
