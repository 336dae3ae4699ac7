import Addresses
import MailStandards
import Observations
import Testing

@testable import Census
@testable import DNSFacts

@Suite struct EHLONameCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var own = "192.88.98.25"
        /// What the doubt says, in part; nil for none.
        let says: String?
        let why: String
        var testDescription: String { "\(name) from \(own): \(why)" }
    }

    static let rows = [
        Row(name: "good.example", says: nil, why: "there and back"),
        Row(name: "several.example", says: nil, why: "one of its addresses is ours"),
        Row(name: "[192.88.98.25]", says: nil, why: "an address literal names no host"),
        Row(name: "box", says: "no full host name", why: "no dot"),
        Row(name: "localhost", says: "no full host name", why: "no dot either"),
        Row(name: "a..b", says: "no full host name", why: "no name at all"),
        Row(name: "missing.example", says: "the name does not exist", why: "no such name"),
        Row(name: "text.example", says: "the name has no address", why: "no address there"),
        Row(name: "failing.example", says: "could not be looked up", why: "not called absent"),
        Row(
            name: "other.example", says: "does not lead back to this machine",
            why: "somebody else's address"),
        Row(
            name: "good.example", own: "10.1.2.3", says: "behind NAT it cannot be told",
            why: "our address is a private one"),
        Row(
            name: "good.example", own: "100.64.1.2", says: "behind NAT it cannot be told",
            why: "or the carrier's"),
        Row(
            name: "one-way.example", own: "192.88.98.26", says: "no reverse name that leads back",
            why: "no PTR record"),
        Row(
            name: "astray.example", own: "192.88.98.27", says: "no reverse name that leads back",
            why: "the PTR record's name has another address"),
    ]

    @Test(arguments: rows)
    func doubts(row: Row) async throws {
        let own = try #require(IPAddress(row.own))
        let check = EHLONameCheck(resolver: Names(), ownAddresses: [own])
        let doubt = try await check.doubt(row.name)
        guard let says = row.says else {
            #expect(doubt == nil, "\(row.why)")
            return
        }
        #expect(doubt?.contains(says) == true, "\(row.why): \(doubt ?? "no doubt")")
    }

    /// A machine without a route cannot compare.
    @Test func withoutAnAddressOfOurOwnThereIsNothingToCompare() async throws {
        let check = EHLONameCheck(resolver: Names(), ownAddresses: [])
        #expect(try await check.doubt("other.example") == nil)
    }
}

/// Answers from a table; a name that is not in it does not exist.
private struct Names: Resolver {
    private static let addresses = [
        "good.example": ["192.88.98.25"], "several.example": ["192.88.98.99", "192.88.98.25"],
        "other.example": ["192.88.98.99"], "one-way.example": ["192.88.98.26"],
        "astray.example": ["192.88.98.27"], "text.example": [],
    ]
    private static let reverse: [String: DomainName] = [
        "25.98.88.192.in-addr.arpa": "good.example", "27.98.88.192.in-addr.arpa": "other.example",
    ]

    func lookUp(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<RecordData> {
        if name.text == "failing.example" {
            return LookupOutcome(.failed(.timeout, detail: "nothing came"))
        }
        if type == .ptr, let target = Self.reverse[name.text] {
            return LookupOutcome(.records([RecordData(bytes: wire(target))]))
        }
        guard let found = Self.addresses[name.text] else { return LookupOutcome(.noName) }
        let data = type == .a ? found.compactMap { IPAddress($0) } : []
        return LookupOutcome(
            data.isEmpty ? .noData : .records(data.map { RecordData(bytes: $0.bytes) }))
    }

    private func wire(_ name: DomainName) -> [UInt8] {
        name.text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}
