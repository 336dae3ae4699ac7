import Testing

@testable import Addresses

@Suite struct SpecialPurposeRegistryTests {
    /// A network, whether its addresses may be contacted, and whether those right before and
    /// right behind it may; nil where there are none.
    struct Row: Sendable, CustomStringConvertible {
        let network: String
        let permitted: Bool
        let before: Bool?
        let behind: Bool?

        init(_ network: String, _ permitted: Bool, _ before: Bool?, _ behind: Bool?) {
            self.network = network
            self.permitted = permitted
            self.before = before
            self.behind = behind
        }

        var description: String { network }
    }

    static let ipv4: [Row] = [
        Row("0.0.0.0/8", false, nil, true),
        Row("0.0.0.0/32", false, nil, false),
        Row("10.0.0.0/8", false, true, true),
        Row("100.64.0.0/10", false, true, true),
        Row("127.0.0.0/8", false, true, true),
        Row("169.254.0.0/16", false, true, true),
        Row("172.16.0.0/12", false, true, true),
        Row("192.0.0.0/29", false, true, false),
        Row("192.0.0.8/32", false, false, true),
        Row("192.0.0.9/32", true, false, true),
        Row("192.0.0.10/32", true, true, false),
        Row("192.0.0.170/32", false, false, false),
        Row("192.0.0.171/32", false, false, false),
        Row("192.0.2.0/24", false, true, true),
        Row("192.31.196.0/24", true, true, true),
        Row("192.52.193.0/24", true, true, true),
        Row("192.88.99.0/24", false, true, true),
        Row("192.88.99.2/32", false, false, false),
        Row("192.168.0.0/16", false, true, true),
        Row("192.175.48.0/24", true, true, true),
        Row("198.18.0.0/15", false, true, true),
        Row("198.51.100.0/24", false, true, true),
        Row("203.0.113.0/24", false, true, true),
        Row("224.0.0.0/4", false, true, false),
        Row("240.0.0.0/4", false, false, nil),
        Row("255.255.255.255/32", false, false, nil),
    ]

    static let ipv6: [Row] = [
        Row("::/128", false, nil, false),
        Row("::1/128", false, false, false),
        Row("::/96", false, nil, true),
        Row("::ffff:0:0/96", false, true, true),
        Row("64:ff9b::/96", false, true, true),
        Row("64:ff9b:1::/48", false, true, true),
        Row("100::/64", false, true, false),
        Row("100:0:0:1::/64", false, false, true),
        Row("2001::/32", false, true, false),
        Row("2001:1::1/128", true, false, true),
        Row("2001:1::2/128", true, true, true),
        Row("2001:1::3/128", true, true, false),
        Row("2001:2::/48", false, false, false),
        Row("2001:3::/32", true, false, false),
        Row("2001:4:112::/48", true, false, false),
        Row("2001:10::/28", false, false, true),
        Row("2001:20::/28", true, false, true),
        Row("2001:30::/28", true, true, false),
        Row("2001:40::/26", false, true, false),
        Row("2001:100::/24", false, false, true),
        Row("2001:db8::/32", false, true, true),
        Row("2002::/16", false, true, true),
        Row("2620:4f:8000::/48", true, true, true),
        Row("3fff::/20", false, true, true),
        Row("5f00::/16", false, true, true),
        Row("fc00::/7", false, true, true),
        Row("fe80::/10", false, true, false),
        Row("fec0::/10", false, false, false),
        Row("ff00::/8", false, false, nil),
    ]

    @Test(arguments: ipv4 + ipv6) func registryRow(_ row: Row) throws {
        let policy = AddressPolicy()
        let network = try #require(IPNetwork(row.network))
        let (first, last) = (network.numbers.lowerBound, network.numbers.upperBound)
        func permits(_ number: UInt128) -> Bool {
            policy.permits(IPAddress(network.family, number: number))
        }
        #expect(permits(first) == row.permitted)
        #expect(permits(last) == row.permitted)
        if let before = row.before { #expect(permits(first - 1) == before) }
        if let behind = row.behind { #expect(permits(last + 1) == behind) }
    }

    @Test func everyEntryOfTheRegistryHasARow() {
        let tested = Set((Self.ipv4 + Self.ipv6).map { IPNetwork($0.network) })
        // 192.0.0.0/24 and 2001::/23 are all but what their exceptions leave.
        let split: Set = [IPNetwork("192.0.0.0/24"), IPNetwork("2001::/23")]
        let entries = Set(SpecialPurposeRegistry.entries.map { Optional($0.network) })
        #expect(entries.subtracting(tested) == split)
    }
}
