import DomainLists
import Foundation
import MailStandards
import Store
import Testing

@testable import Census

@Suite struct ListLoaderTests {
    /// What loading some lists comes to.
    private struct Loaded {
        var summary: ListLoader.Summary
        var items: [(name: String, rank: Int)]
        var rejected: [String]
        var run: Run
    }

    private func load(
        _ texts: [String], limit: Int? = nil, excluding excluded: String? = nil
    ) async throws -> Loaded {
        try await withFolder { folder in
            let (database, list) = try folder.workList()
            let paths = try texts.enumerated().map { try folder.write($1, "list\($0).txt") }
            let exclusions = try excluded.map {
                try ExclusionList(path: folder.write($0, "exclude"))
            }
            let rejected = Log<String>()
            let loader = ListLoader(
                paths: paths, limit: limit, exclusions: exclusions ?? ExclusionList(),
                workList: list
            ) { path, line in
                let name = URL(filePath: path).lastPathComponent
                rejected.append("\(name):\(line.number)")
            }
            let summary = try loader.load()
            let items = try list.next(after: 0, count: 100_000).sorted { $0.rank < $1.rank }
            return Loaded(
                summary: summary, items: items.map { ($0.domain.text, $0.rank) },
                rejected: rejected.values, run: try #require(try database.runs().first))
        }
    }

    @Test func aList() async throws {
        let loaded = try await load(["# mail\nb.example\n\na.example\nbücher.example\n"])
        #expect(loaded.items.map(\.name) == ["b.example", "a.example", "xn--bcher-kva.example"])
        #expect(loaded.items.map(\.rank) == [1, 2, 3])
        #expect(loaded.summary.domains == 3 && loaded.run.domainsTotal == 3)
    }

    @Test func duplicatesAreCounted() async throws {
        let loaded = try await load(["a.example\nb.example\nA.Example.\n", "b.example\nc.example"])
        #expect(loaded.items.map(\.name) == ["a.example", "b.example", "c.example"])
        #expect(loaded.summary.duplicates == 2 && loaded.run.duplicates == 2)
    }

    @Test func severalListsAreOne() async throws {
        let loaded = try await load(["a.example\nb.example\n", "c.example\n", "", "d.example"])
        #expect(loaded.items.map(\.name) == ["a.example", "b.example", "c.example", "d.example"])
        #expect(loaded.items.map(\.rank) == [1, 2, 3, 4])
    }

    @Test func ranksGoOnBehindAListThatHasItsOwn() async throws {
        let loaded = try await load(["5,a.example\n9,b.example\n", "c.example\n"])
        #expect(loaded.items.map(\.rank) == [5, 9, 10])
    }

    @Test func badLinesAreReportedWithTheirNumber() async throws {
        let loaded = try await load(["a.example\nnot a name\n", "a..b\nb.example\n"])
        #expect(loaded.items.map(\.name) == ["a.example", "b.example"])
        #expect(loaded.rejected == ["list0.txt:2", "list1.txt:1"])
        #expect(loaded.summary.rejected == 2 && loaded.run.linesRejected == 2)
    }

    @Test func excludedDomainsAreCountedAndLeftOut() async throws {
        let loaded = try await load(
            ["a.example\nsub.b.example\nc.example"], excluding: "b.example\n")
        #expect(loaded.items.map(\.name) == ["a.example", "c.example"])
        #expect(loaded.summary.excluded == 1 && loaded.run.excluded == 1)
    }

    @Test(arguments: [
        (["a.example\nb.example\nc.example"], 2, ["a.example", "b.example"], "in a list"),
        (
            ["a.example\nb.example", "c.example\nd.example"], 2, ["a.example", "b.example"],
            "at the end of a list, with another behind it"
        ),
        (
            ["a.example\nb.example", "c.example\nd.example"], 3,
            ["a.example", "b.example", "c.example"], "in the second list"
        ),
        (
            ["a.example\na.example\nb.example\nc.example"], 2, ["a.example", "b.example"],
            "duplicates do not count"
        ),
        (["not a name\na.example\nb.example"], 1, ["a.example"], "nor do bad lines"),
        (["a.example"], 100, ["a.example"], "more than there are"),
    ])
    func theLimit(lists: [String], limit: Int, expected: [String], why: String) async throws {
        let loaded = try await load(lists, limit: limit)
        #expect(loaded.items.map(\.name) == expected, "\(why)")
        #expect(loaded.summary.domains == expected.count)
        #expect(loaded.run.domainsTotal == expected.count)
    }

    @Test func excludedDomainsDoNotCountForTheLimit() async throws {
        let loaded = try await load(
            ["a.example\nb.example\nc.example"], limit: 2, excluding: "a.example")
        #expect(loaded.items.map(\.name) == ["b.example", "c.example"])
    }

    @Test func aLongListComesInWhole() async throws {
        let names = (0..<25_000).map { "d\($0 % 23_000).example" }
        let loaded = try await load([names.joined(separator: "\n")])
        #expect(loaded.summary.domains == 23_000 && loaded.summary.duplicates == 2_000)
        #expect(loaded.items.count == 23_000)
        #expect(loaded.items.last?.rank == 23_000)
    }

    @Test func anEmptyListIsNothing() async throws {
        let loaded = try await load(["# nobody\n"])
        #expect(loaded.summary.domains == 0 && loaded.run.domainsTotal == 0)
    }
}
