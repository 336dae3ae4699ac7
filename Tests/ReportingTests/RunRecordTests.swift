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

    @Test func noSuchRun() throws {
        #expect(try Fixture().database.read { try RunRecord.fetch(1, $0) } == nil)
    }
}
