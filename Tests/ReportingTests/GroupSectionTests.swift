import GRDB
import Testing

@testable import Reporting

@Suite struct GroupSectionTests {
    private func table(_ id: String, _ domains: [Fixture.Domain]) throws -> CrossTable {
        let report = try Report(runs: [1], from: Fixture(domains).database)
        let parts = report.run.sections.flatMap(\.parts)
        return try #require(
            parts.compactMap {
                if case .cross(let table) = $0, table.id == id { table } else { nil }
            }
            .first)
    }

    /// `size: count/total …` of a row.
    private func figures(_ table: CrossTable, _ key: String) -> String? {
        table.rows.first { $0.key == key }.map { row in
            let shares = row.shares.map { "\($0.count)/\($0.total)" }
            return "\(row.size): \(shares.joined(separator: " "))"
        }
    }

    private var domains: [Fixture.Domain] {
        [
            .adopter("a.example", "enforce", [.init(name: "mx.a.example", match: 1)]),
            .init(name: "b.test", sts: "error", tlsrpt: "valid", provider: "google.com"),
            .init(name: "c.test", starttls: "unknown", dane: "unknown", provider: "google.com"),
            .init(name: "d.test", dane: "valid", provider: "mx.example"),
            .init(name: "e.test", route: "null-mx"),
        ]
    }

    @Test func byTopLevelDomainTheLargestFirst() throws {
        let table = try table("top-level-domains", domains)
        #expect(table.rows.map(\.label) == [".test", ".example"])
        // Record, in effect, TLSRPT, DANE, STARTTLS, plain text.
        #expect(figures(table, "test") == "3: 0/2 0/1 1/3 1/2 2/2 0/2")
        #expect(figures(table, "example") == "1: 1/1 1/1 0/1 0/1 1/1 0/1")
        #expect(table.rest == nil)
    }

    /// google.com and googlemail.com are one provider, which the SQL says too.
    @Test func severalDomainsOfOneProviderAreOneRow() throws {
        let table = try table(
            "providers", domains + [.init(name: "f.test", provider: "googlemail.com")])
        #expect(table.rows.map(\.key) == ["Google", "mx.example"])
        #expect(figures(table, "Google") == "3: 0/2 0/1 1/3 0/2 2/2 0/2")
        #expect(table.sql.contains("('googlemail.com', 'Google')"))
    }

    private func served(by provider: String, _ count: Int = 10) -> [Fixture.Domain] {
        (1...count).map { .init(name: "d\($0).\(provider)", provider: provider) }
    }

    @Test func providersOfTenDomainsHaveAProfile() throws {
        let table = try table(
            "providers", served(by: "google.com") + served(by: "mx.example", 9))
        #expect(table.rows.map(\.profile) == ["provider-google", nil])
    }

    @Test func anAnchorIsOneOfAKind() throws {
        let table = try table(
            "providers", served(by: "mx-a.example") + served(by: "mx.a.example"))
        #expect(
            table.rows.map(\.profile) == ["provider-mx-a-example", "provider-mx-a-example-2"])
    }

    @Test func aProfileHasTheFiguresOfItsProvider() throws {
        let fixture = try Fixture(
            served(by: "mx.example", 7) + served(by: "google.com") + [
                .init(name: "a.test", verdict: "secure", provider: "mx.example"),
                .init(
                    name: "b.test", sts: "valid", fetch: "timeout", verdict: "plaintext",
                    resultType: "sts-policy-fetch-error", provider: "mx.example"),
                .init(
                    name: "c.test", starttls: "unknown", verdict: "unknown", provider: "mx.example"),
            ])
        let section = try #require(
            Report(runs: [1], from: fixture.database).run.sections.first { $0.id == "groups" })
        let profile = section.profiles[1]
        #expect(profile.title == "mx.example")
        #expect(profile.note == "10 domains")
        let rows = try fixture.database.read { try Query(profile.tables[0].sql).rows($0) }
        let row = try #require(rows.first { $0["grouped_by"] == "mx.example" })
        let figures = profile.tables.flatMap { table -> [String] in
            guard case .shares(let table) = table else { return [] }
            for share in table.rows { #expect(row[share.key] == share.share.count) }
            return table.rows.filter { $0.share.count > 0 }
                .map { "\($0.key) \($0.share.count)/\($0.share.total)" }
        }
        #expect(
            figures == [
                "sts_published 1/10", "starttls_all 9/9", "verdict_secure 1/9",
                "verdict_opportunistic 7/9", "verdict_plaintext 1/9",
                "result_type_sts_policy_fetch_error 1/1",
            ])
        #expect(section.profiles[0].tables.count == 2, "no failure decided at Google")
    }

    @Test func byRankInPartsOfTheirOwn() throws {
        let many = (1...102).map { Fixture.Domain(name: "d\($0).example") }
        let table = try table("ranks", many)
        #expect(table.rows.map(\.label) == ["1 to 100", "101 to 1,000"])
        #expect(table.rows.map(\.size) == [100, 2])
    }

    @Test func theLargestFiftyAndHowManyThereAre() throws {
        let many = (1...51).map { Fixture.Domain(name: "d.tld\($0)") }
        let table = try table("top-level-domains", many)
        #expect(table.rows.count == 50)
        #expect(table.rest == "The largest 50 of 51; the others have 1 domain.")
    }

    @Test func withoutMailThereAreNoGroups() throws {
        for id in ["ranks", "top-level-domains", "providers"] {
            #expect(try table(id, []).rows.isEmpty)
            #expect(try table(id, [.init(name: "a.example", route: "none")]).rows.isEmpty)
        }
    }

    @Test func theSQLShownGivesTheFigures() throws {
        let fixture = try Fixture(domains)
        let report = try Report(runs: [1], from: fixture.database)
        for case .cross(let table) in report.run.sections.flatMap(\.parts) {
            let rows = try fixture.database.read { try Query(table.sql).rows($0) }
            #expect(rows.count == table.rows.count)
            for (row, shown) in zip(rows, table.rows) {
                #expect(row["mail"] == shown.size)
                for (column, share) in zip(table.columns, shown.shares) {
                    #expect(row[column.key] == share.count)
                }
            }
        }
    }
}

@Suite struct LadderTablesTests {
    private func tables(_ domains: [Fixture.Domain]) throws -> [String: AdoptionTable] {
        let report = try Report(runs: [1], from: Fixture(domains).database)
        let tables = report.run.sections.flatMap(\.tables)
        return Dictionary(uniqueKeysWithValues: tables.map { ($0.id, $0) })
    }

    private func steps(_ table: AdoptionTable?) -> [String]? {
        table?.rows.map { "\($0.share.count)/\($0.share.total)" }
    }

    @Test func eachStepCountsThoseThatCameFurther() throws {
        let tables = try tables([
            .adopter("a.example", "enforce", [.init(name: "mx.a.example", match: 1)]),
            .adopter("b.example", "testing", []), .init(name: "c.example", sts: "invalid"),
            .init(name: "d.example", starttls: "some"), .init(name: "e.example", sts: "error"),
        ])
        #expect(steps(tables["ladder-mta-sts"]) == ["3/4", "2/4", "1/4"])
        #expect(steps(tables["ladder-starttls"]) == ["5/5", "4/5", "4/5"])
    }

    @Test func whatAnOlderVersionJudgedIsNotAbsent() throws {
        let tables = try tables([
            .init(name: "a.example", sts: "valid", fetch: "ok", syntax: "valid", hasLadders: false)
        ])
        #expect(steps(tables["ladder-mta-sts"]) == ["1/1", "1/1", "0/0"])
    }

    @Test func combinationsExcludeEachOther() throws {
        let tables = try tables([
            .init(name: "a.example", sts: "invalid", tlsrpt: "valid"),
            .init(name: "b.example", dane: "insecure"), .init(name: "c.example"),
            .init(name: "d.example", tlsrpt: "error"), .init(name: "e.example", dane: "bogus"),
        ])
        let rows = tables["combinations"]?.rows.filter { $0.share.count > 0 }
        #expect(rows?.map(\.key) == ["000", "001", "110"])
        #expect(rows?.map(\.label) == ["None", "DANE", "MTA-STS, TLSRPT"])
        #expect(rows?.allSatisfy { $0.share.count == 1 && $0.share.total == 3 } == true)
    }
}
