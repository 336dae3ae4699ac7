import GRDB
import Testing

@testable import Reporting

@Suite struct RunRecordTests {
    private func run(_ options: String) throws -> RunRecord? {
        let fixture = try Fixture()
        try fixture.add(.init(options: options), [])
        return try fixture.database.read { try RunRecord.fetch(1, $0) }
    }

    @Test func optionsAsTheyStandInTheJSON() throws {
        let options = try run(#"{"rate":2.5,"probe":false,"label":null,"list":["a","b"]}"#)?.options
        #expect(options?.map(\.name) == ["rate", "probe", "label", "list"])
        #expect(options?.map(\.value) == ["2.5", "false", "null", #"["a","b"]"#])
    }

    @Test(arguments: ["", "not JSON", "[", "7", "null"])
    func optionsThatAreNoObject(text: String) throws {
        #expect(try run(text)?.options.count == 1)
    }

    @Test(arguments: [
        ("Tranco", "/lists/tranco.csv", "Tranco", "a label of its own"),
        ("/lists/tranco.csv", "/lists/tranco.csv", "tranco.csv", "the list's path"),
        ("/a/b.txt c.csv", "/a/b.txt c.csv", "b.txt c.csv", "several lists"),
        ("and/or", "/lists/tranco.csv", "and/or", "a label with a slash"),
        ("stdin", "stdin", "stdin", "standard input"),
        ("", "", "Run 1", "none"),
    ])
    func title(label: String, list: String, expected: String, reason: String) throws {
        let fixture = try Fixture()
        try fixture.add(.init(label: label, list: list), [])
        let run = try fixture.database.read { try RunRecord.fetch(1, $0) }
        #expect(run?.title == expected, "\(reason)")
    }

    /// Of a list that was no file.
    @Test func noDigest() throws { #expect(try run("{}")?.listDigest == nil) }

    @Test func noSuchRun() throws {
        #expect(try Fixture().database.read { try RunRecord.fetch(1, $0) } == nil)
    }
}
