import GRDB
import MailStandards
import Store
import Testing

@Suite struct WorkListTests {
    @Test func aDomainThatComesTwiceKeepsItsFirstRank() throws {
        try withDatabase { database in
            let list = WorkList(database, run: try database.begin())
            #expect(try list.append([("a.example", 1), ("b.example", 2), ("a.example", 3)]) == 2)
            #expect(try list.append([("b.example", 4), ("c.example", 5)]) == 1)
            let items = try list.next(after: 0, count: 10)
            #expect(items.map(\.domain.text).sorted() == ["a.example", "b.example", "c.example"])
            #expect(items.map(\.rank).sorted() == [1, 2, 5])
        }
    }

    @Test func nothingTakenInIsNothing() throws {
        try withDatabase { database in
            let list = WorkList(database, run: try database.begin())
            #expect(try list.append([]) == 0)
            #expect(try list.next(after: 0, count: 10) == [])
        }
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func pagesGiveEveryDomainOnce(size: Int) throws {
        try withDatabase { database in
            let list = WorkList(database, run: try database.begin())
            let names = (0..<25).map { "d\($0).example" }
            #expect(
                try list.append(names.enumerated().map { (DomainName($1)!, $0 + 1) }) == 25)
            var seen: [WorkItem] = []
            while true {
                let page = try list.next(after: seen.last?.domainID ?? 0, count: size)
                if page.isEmpty { break }
                #expect(page.count <= size)
                seen += page
            }
            #expect(seen.map(\.domain.text).sorted() == names.sorted())
            #expect(seen.allSatisfy { $0.domain.text == "d\($0.rank - 1).example" })
        }
    }

    @Test func runsHaveListsOfTheirOwn() throws {
        try withDatabase { database in
            let first = WorkList(database, run: try database.begin())
            let second = WorkList(database, run: try database.begin())
            _ = try first.append([("a.example", 1), ("b.example", 2)])
            #expect(try second.append([("b.example", 1)]) == 1)
            #expect(try second.next(after: 0, count: 9).map(\.domain) == ["b.example"])
            #expect(try first.next(after: 0, count: 9).map(\.rank) == [1, 2])
        }
    }

    /// One that is done stays: its rows say what was measured.
    @Test func whatIsExcludedDuringTheRunIsTakenOutAndCounted() throws {
        try withDatabase { database in
            let run = try database.begin()
            let list = WorkList(database, run: run)
            _ = try list.append([("a.example", 1), ("b.example", 2), ("c.example", 3)])
            try list.close(rejected: 0, duplicates: 0, excluded: 4, examples: [])
            let items = try list.next(after: 0, count: 9)
            let done = try #require(items.first { $0.domain == "a.example" })
            try ObservationWriter(database, run: run).write(
                Sample.observations(domainID: done.domainID))
            for item in items where item.domain != "c.example" { try list.exclude(item) }
            for item in items where item.domain == "b.example" { try list.exclude(item) }
            #expect(try list.next(after: 0, count: 9).map(\.domain) == ["c.example"])
            let seen = try #require(try database.runs().first)
            #expect(seen.excluded == 5)
            #expect(seen.domainsTotal == 2)
        }
    }

    @Test func whatReadingCameToIsWrittenDown() throws {
        try withDatabase { database in
            let run = try database.begin()
            let list = WorkList(database, run: run)
            _ = try list.append([("a.example", 1), ("b.example", 2)])
            try list.close(
                rejected: 3, duplicates: 4, excluded: 5,
                examples: [
                    RejectedLineRecord(
                        list: "list.txt", line: 7, text: "not a domain", reason: "has a blank")
                ])
            let found = try #require(try database.runs().first)
            #expect(found.domainsTotal == 2)
            #expect([found.linesRejected, found.duplicates, found.excluded] == [3, 4, 5])
            let line = try #require(try database.rows("SELECT * FROM rejected_line").first)
            #expect(line["run_id"] == run && line["line"] == 7 && line["text"] == "not a domain")
        }
    }

    @Test(arguments: [
        ("www.example.co.uk", "uk"), ("xn--bcher-kva.example", "example"), ("com", "com"),
        ("_dmarc.example.org", "org"),
    ])
    func theLastLabelIsTheTLD(name: String, tld: String) throws {
        try withDatabase { database in
            _ = try database.add(DomainName(name)!, to: database.begin())
            #expect(try database.rows("SELECT tld FROM name").map { $0["tld"] } == [tld])
        }
    }
}
