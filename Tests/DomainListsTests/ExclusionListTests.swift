import Addresses
import MailStandards
import Testing

@testable import DomainLists

@Suite struct ExclusionListTests {
    private func list(_ text: String) throws -> ExclusionList {
        var list = ExclusionList()
        try withTemporaryFolder { list = try ExclusionList(path: $0.write(text)) }
        return list
    }

    private static let text = """
        # People who asked not to be contacted.
        Example.com.
        mx1.example.net   # an MX host
        b\u{FC}cher.example

        192.0.2.0/24
        198.51.100.7
        2001:db8::/32\r
        _srv.example.org
        """

    @Test(arguments: [
        ("example.com", true, "a domain excludes itself"),
        ("www.example.com", true, "and what is beneath it"),
        ("a.b.example.com", true, "however deep"),
        ("notexample.com", false, "labels are whole"),
        ("com", false, "not what is above it"),
        ("mx1.example.net", true, "an MX host"),
        ("mx2.example.net", false, "another host of the same domain"),
        ("xn--bcher-kva.example", true, "a U-label"),
        ("x._srv.example.org", true, "an underscore"),
        (".", false, "the root"),
    ])
    func excludesNames(_ name: String, _ excluded: Bool, _ reason: String) throws {
        let name = try #require(DomainName(name))
        #expect(try list(Self.text).excludes(name) == excluded, "\(reason)")
        #expect(!ExclusionList().excludes(name))
    }

    @Test(arguments: [
        ("192.0.2.255", true), ("192.0.3.0", false), ("198.51.100.7", true),
        ("198.51.100.8", false), ("2001:db8:1::1", true), ("2001:db9::", false),
    ])
    func excludesAddresses(_ address: String, _ excluded: Bool) throws {
        let address = try #require(IPAddress(address))
        #expect(try list(Self.text).excludes(address) == excluded)
        #expect(!ExclusionList().excludes(address))
    }

    @Test(arguments: [
        ("192.0.2.0/33", RejectionReason.address),
        ("192.0.2.256", .address),
        ("2001:db8::/129", .address),
        ("*.example.com", .wildcard),
        (".example.com", .emptyLabel),
        (".", .emptyLabel),
        ("example.com,example.org", .severalFields),
        ("example.com example.org", .whiteSpace),
        (String(repeating: "x", count: 5000), .lineTooLong),
    ])
    func aBadLineIsAnError(_ line: String, _ reason: RejectionReason) throws {
        let error = #expect(throws: DomainListError.self) {
            try list("# comment\nexample.org\n\(line)\n")
        }
        guard case .badLine(let rejected) = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(rejected.number == 3)
        #expect(rejected.reason == reason)
        #expect(error?.description.hasPrefix("Line 3 of '/") == true)
    }

    @Test func aMissingFileIsAnError() {
        let error = #expect(throws: DomainListError.self) { try ExclusionList(path: "/nowhere/x") }
        #expect(error?.problem == .doesNotExist)
    }
}
