import Testing

@testable import Addresses

@Suite struct AddressRangeSetTests {
    static func set(_ ranges: [ClosedRange<UInt128>]) -> AddressRangeSet {
        var set = AddressRangeSet()
        for range in ranges { set.insert(range) }
        return set
    }

    static let inserted: [([ClosedRange<UInt128>], [ClosedRange<UInt128>])] = [
        ([1...2, 5...6], [1...2, 5...6]),
        ([5...6, 1...2], [1...2, 5...6]),
        ([1...2, 3...6], [1...6]),
        ([1...9, 3...4], [1...9]),
        ([3...4, 1...9], [1...9]),
        ([1...2, 8...9, 2...8], [1...9]),
        ([0...UInt128.max, 7...8], [0...UInt128.max]),
        ([1...(UInt128.max - 1), UInt128.max...UInt128.max], [1...UInt128.max]),
    ]

    @Test(arguments: inserted)
    func insert(_ ranges: [ClosedRange<UInt128>], _ expected: [ClosedRange<UInt128>]) {
        #expect(Self.set(ranges).ranges == expected)
    }

    static let removed: [(ClosedRange<UInt128>, [ClosedRange<UInt128>])] = [
        (0...3, [10...20, 30...40]),
        (10...20, [30...40]),
        (12...14, [10...11, 15...20, 30...40]),
        (0...12, [13...20, 30...40]),
        (18...33, [10...17, 34...40]),
        (0...UInt128.max, []),
    ]

    @Test(arguments: removed)
    func remove(_ range: ClosedRange<UInt128>, _ expected: [ClosedRange<UInt128>]) {
        var set = Self.set([10...20, 30...40])
        set.remove(range)
        #expect(set.ranges == expected)
    }

    @Test func contains() {
        let set = Self.set([10...20, 30...40, 50...50])
        let expected = Set<UInt128>(10...20).union(30...40).union([50])
        for number in UInt128(0)...60 {
            #expect(set.contains(number) == expected.contains(number))
        }
        #expect(!AddressRangeSet().contains(0))
    }

    static let networks: [(String, String, [String])] = [
        ("0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]),
        ("10.0.0.1", "10.0.0.1", ["10.0.0.1/32"]),
        ("10.0.0.1", "10.0.0.6", ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"]),
        ("127.0.0.0", "128.255.255.255", ["127.0.0.0/8", "128.0.0.0/8"]),
        ("255.255.255.255", "255.255.255.255", ["255.255.255.255/32"]),
        ("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ["::/0"]),
        ("fe80::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ["fe80::/9"]),
    ]

    @Test(arguments: networks)
    func fewestNetworks(_ first: String, _ last: String, _ expected: [String]) throws {
        let first = try #require(IPAddress(first))
        let last = try #require(IPAddress(last))
        let networks = Self.set([first.number...last.number]).networks(first.family)
        #expect(networks.map(\.description) == expected)
    }
}
