import Testing

@testable import Reporting

@Suite struct SampleTests {
    /// Wilson's interval by its formula, worked out with another program (Python's decimal).
    @Test(arguments: [
        (0, 10, 0, 0.277533, "nobody: not below zero, and of some width"),
        (10, 10, 0.722467, 1, "everybody"),
        (1, 10, 0.017876, 0.404150, "few"),
        (50, 100, 0.403832, 0.596168, "half"),
        (7, 10_000, 0.000339, 0.001444, "a small share"),
    ])
    func interval(count: Int, total: Int, lower: Double, upper: Double, reason: String) throws {
        let interval = try #require(WilsonInterval(count, of: total))
        #expect(abs(interval.lower - lower) < 0.000001, "\(reason)")
        #expect(abs(interval.upper - upper) < 0.000001, "\(reason)")
        #expect(interval.lower...interval.upper ~= Double(count) / Double(total))
    }

    @Test func ofNothingThereIsNone() {
        #expect(WilsonInterval(0, of: 0) == nil)
        #expect(Share(0, of: 0, "domains").ofSample().interval == nil)
    }

    /// An MX host is drawn by each domain that it serves, so a sample of domains is none of hosts.
    @Test func onlyDomainsAreDrawn() {
        #expect(Share(1, of: 10, "domains accepting mail").ofSample().interval != nil)
        #expect(Share(1, of: 10, "MX hosts that answered").ofSample().interval == nil)
        #expect(Share(1, of: 10, "domains accepting mail").interval == nil)
    }

    @Test func saidBesideThePercentage() {
        let share = Share(50, of: 100, "domains accepting mail")
        #expect(share.percentText == "50.0%")
        #expect(share.ofSample().percentText == "50.0% (40.4% to 59.6%)")
    }

    @Test func everyShareOfDomainsInAReportHasOne() throws {
        let fixture = try Fixture(Fixture.oneOfEach)
        let plain = try Report(runs: [1], from: fixture.database)
        let sample = try Report(runs: [1], from: fixture.database, isSample: true)
        #expect(Self.shares(plain).allSatisfy { $0.interval == nil })
        let shares = Self.shares(sample).filter { $0.total > 0 }
        #expect(shares.count > 100)
        for share in shares {
            #expect((share.interval != nil) == share.denominator.hasPrefix("domains"))
        }
        #expect(MarkdownReport.render(sample).contains("95 % interval"))
        #expect(!MarkdownReport.render(plain).contains("95 % interval"))
    }

    private static func shares(_ report: Report) -> [Share] {
        let run = report.run
        let tables =
            run.sections.flatMap(\.parts) + run.sections.flatMap(\.profiles).flatMap(\.tables)
        return run.headline.figures.map(\.share)
            + tables.flatMap { table -> [Share] in
                switch table {
                case .shares(let table): table.rows.map(\.share)
                case .cross(let table): table.rows.flatMap(\.shares)
                case .list: []
                }
            }
    }
}
