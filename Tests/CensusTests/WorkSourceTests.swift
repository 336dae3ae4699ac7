import MailStandards
import PublicSuffixes
import Store
import Testing

@testable import Census

@Suite struct WorkSourceTests {
    /// Asks for the loops in turn until all of them are told that nothing is left.
    private func drain(_ source: WorkSource, shards: Int) async throws -> [[WorkItem]] {
        var taken: [[WorkItem]] = Array(repeating: [], count: shards)
        var isOver = false
        while !isOver {
            isOver = true
            for shard in 0..<shards {
                let items = try await source.next(for: shard)
                taken[shard] += items
                if !items.isEmpty { isOver = false }
            }
        }
        return taken
    }

    private func fill(_ list: WorkList, _ names: [String]) throws {
        _ = try list.append(names.enumerated().map { (DomainName($1)!, $0 + 1) })
    }

    @Test(arguments: [(0, 2), (1, 2), (999, 1), (1_000, 2), (1_001, 3), (2_500, 2), (2_500, 5)])
    func everyDomainOnce(count: Int, shards: Int) async throws {
        try await withFolder { folder in
            let (_, list) = try folder.workList()
            let names = (0..<count).map { "d\($0).example" }
            try fill(list, names)
            let source = WorkSource(list, suffixes: try PublicSuffixList(), shards: shards)
            let taken = try await drain(source, shards: shards)
            #expect(taken.joined().map(\.domain.text).sorted() == names.sorted())
        }
    }

    @Test func oneRegistrableDomainOneLoop() async throws {
        try await withFolder { folder in
            let (_, list) = try folder.workList()
            try fill(list, (0..<300).map { "sub\($0).d\($0 % 30).co.uk" })
            let source = WorkSource(list, suffixes: try PublicSuffixList(), shards: 3)
            let taken = try await drain(source, shards: 3)
            let loops = taken.map { Set($0.map { $0.domain.text.split(separator: ".")[1] }) }
            #expect(loops[0].isDisjoint(with: loops[1]))
            #expect(loops[0].union(loops[1]).isDisjoint(with: loops[2]))
            #expect(taken.joined().count == 300)
        }
    }

    @Test func aLoopKeepsTheOrderOfTheList() async throws {
        try await withFolder { folder in
            let (_, list) = try folder.workList()
            try fill(list, (0..<2_500).map { "d\($0).example" })
            let source = WorkSource(list, suffixes: try PublicSuffixList(), shards: 1)
            let taken = try await drain(source, shards: 1)
            #expect(taken[0].map(\.rank) == Array(1...2_500))
        }
    }

    /// All domains belong to one loop; the other does not wait until the list is read to its end.
    @Test func aLoopThatLagsBehindShares() async throws {
        try await withFolder { folder in
            let (_, list) = try folder.workList()
            try fill(list, (0..<12_000).map { "sub\($0).example.com" })
            let source = WorkSource(list, suffixes: try PublicSuffixList(), shards: 2)
            let owner = Shard.index(of: "example.com", among: 2)
            let first = try await source.next(for: 1 - owner)
            #expect(!first.isEmpty, "of those of the other")
            let taken = try await drain(source, shards: 2)
            let all = (first + taken.joined()).map(\.rank)
            #expect(all.sorted() == Array(1...12_000))
            #expect(taken[1 - owner].count > 1_000)
        }
    }

    @Test(arguments: 1...7)
    func everyNameHasALoop(count: Int) {
        for number in 0..<200 {
            let name = DomainName("d\(number).example")!
            let index = Shard.index(of: name, among: count)
            #expect((0..<count).contains(index))
            #expect(index == Shard.index(of: name, among: count))
        }
    }
}
