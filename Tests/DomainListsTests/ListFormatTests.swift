import Testing

@testable import DomainLists

@Suite struct ListFormatTests {
    @Test(arguments: [
        ("a.com\nb.com\n", ["a.com", "b.com"], [1, 2], "one a line"),
        ("a.com\nb.com", ["a.com", "b.com"], [1, 2], "no line end at the end"),
        ("a.com\r\nb.com\r\n", ["a.com", "b.com"], [1, 2], "CRLF"),
        ("\u{FEFF}a.com\n", ["a.com"], [1], "a byte order mark"),
        ("\u{FEFF}rank,domain\n7,a.com\n", ["a.com"], [7], "a byte order mark before a header"),
        ("# top\n\n  \na.com # the first\n#b.com\nc.com", ["a.com", "c.com"], [1, 2], "comments"),
        ("  a.com \t\n\tb.com", ["a.com", "b.com"], [1, 2], "white space round names"),
        ("\"a.com\"\n\"b.com\"", ["a.com", "b.com"], [1, 2], "quotation marks"),
        ("domain\na.com\nb.com", ["a.com", "b.com"], [1, 2], "a header of one column"),
        ("name\nhost", ["name", "host"], [1, 2], "top-level domains are no header"),
        ("1,a.com\r\n2,b.com\r\n", ["a.com", "b.com"], [1, 2], "Tranco and Umbrella"),
        ("5,a.com\n3,b.com", ["a.com", "b.com"], [5, 3], "the rank is the column's"),
        ("a.com,9\nb.com,4", ["a.com", "b.com"], [9, 4], "the domain first"),
        ("a.com,x\nb.com,y", ["a.com", "b.com"], [1, 2], "a second column that is no rank"),
        ("\"1\",\"a.com\"\n\"2\" , \"b.com\"", ["a.com", "b.com"], [1, 2], "quoted CSV"),
        ("1;a.com\n2;b.com", ["a.com", "b.com"], [1, 2], "semicolons"),
        ("1\ta.com\n2\tb.com", ["a.com", "b.com"], [1, 2], "tabs"),
        ("Rank,Domain,Open Page Rank\n1,a.com,10", ["a.com"], [1], "DomCop"),
        ("\"Rank\",\"Root Domain\",\"Links\"\n\"2\",\"a.com\",\"1,5\"", ["a.com"], [2], "Moz"),
        ("domain;note\na.com;\"x;\"\"y\"\"\"", ["a.com"], [1], "a header without a rank"),
        (
            "GlobalRank,TldRank,Domain,TLD,RefSubNets,RefIPs,IDN_Domain,IDN_TLD,PrevGlobalRank\n"
                + "3,2,a.com,com,1,2,a.com,com,4\n8,1,b.org,org,1,2,b.org,org,9\n",
            ["a.com", "b.org"], [3, 8], "Majestic Million"
        ),
        ("", [], [], "nothing"),
        ("# nothing\n", [], [], "a comment only"),
        ("rank,domain\n", [], [], "a header only"),
    ])
    func reads(_ text: String, _ names: [String], _ ranks: [Int], _ reason: String) throws {
        let reading = try Reading(text: text)
        #expect(reading.names == names, "\(reason)")
        #expect(reading.ranks == ranks, "\(reason)")
        #expect(reading.isWhole, "\(reason)")
    }

    @Test(arguments: [
        ("rank,domain\n,a.com", RejectionReason.badRank),
        ("rank,domain\n-1,a.com", .badRank),
        ("rank,domain\n1.5,a.com", .badRank),
        ("rank,domain\n1234567890123456,a.com", .badRank),
        ("rank,domain\n1,", .noDomain),
        ("rank,domain\n1", .noDomain),
        ("1,a.com\nb.com", .noDomain),
        ("rank,domain\n1,\"a.com", .badQuotes),
        ("rank,domain\n1,\"a\".com", .badQuotes),
        ("\"\"", .noDomain),
        ("a.com\n2,b.com", .severalFields),
    ])
    func refuses(_ text: String, _ reason: RejectionReason) throws {
        #expect(try Reading(text: text).rejected.map(\.reason) == [reason])
    }

    @Test func aBadFirstLineDoesNotSettleTheColumns() throws {
        let reading = try Reading(text: "hello world, again\n1,a.com\n2,b.com\n")
        #expect(reading.rejected.map(\.number) == [1])
        #expect(reading.names == ["a.com", "b.com"])
    }

    @Test func listsReadAsOneGoOnCounting() throws {
        let reading = try Reading(text: "a.com\n!\nb.com\n", firstRank: 11)
        #expect(reading.ranks == [11, 12])
    }
}
