import Testing

@testable import Addresses

@Suite struct AddressPolicyTests {
    /// An address, whether it may be contacted without any network allowed, and why.
    static let addresses: [(String, Bool, String)] = [
        ("8.8.8.8", true, "a public resolver"),
        ("2a00:1450:4001:801::1a", true, "a public mail host"),
        ("192.0.0.1", false, "between the exceptions of 192.0.0.0/24"),
        ("192.0.0.255", false, "the end of 192.0.0.0/24"),
        ("169.254.169.254", false, "cloud metadata"),
        ("fd00:ec2::254", false, "cloud metadata over IPv6"),
        ("::ffff:8.8.8.8", false, "IPv4-mapped, though the IPv4 address is public"),
        ("::ffff:127.0.0.1", false, "IPv4-mapped loopback"),
        ("::8.8.8.8", false, "IPv4-compatible"),
        ("64:ff9b::8.8.8.8", false, "NAT64, though the IPv4 address is public"),
        ("64:ff9b::10.0.0.1", false, "NAT64 into a private network"),
        ("2002:808:808::1", false, "6to4, though the IPv4 address is public"),
        ("2002:7f00:1::1", false, "6to4 of loopback"),
        ("2001:0:808:808::1", false, "Teredo"),
        ("2001:5::", false, "in 2001::/23, and no exception"),
    ]

    @Test(arguments: addresses)
    func withoutAllowance(_ text: String, _ permitted: Bool, _ why: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressPolicy().permits(address) == permitted, "\(why)")
    }

    /// What is allowed, an address, whether it may be contacted then.
    static let allowances: [([String], String, Bool)] = [
        (["127.0.0.0/8"], "127.0.0.1", true),
        (["127.0.0.0/8"], "10.0.0.1", false),
        (["127.0.0.0/8"], "8.8.8.8", true),
        (["127.0.0.1"], "127.0.0.2", false),
        (["127.0.0.0/8"], "::1", false),
        (["127.0.0.0/8"], "::ffff:127.0.0.1", false),
        (["::ffff:127.0.0.0/104"], "::ffff:127.0.0.1", true),
        (["::ffff:127.0.0.0/104"], "127.0.0.1", false),
        (["10.0.0.0/8"], "2002:a00:1::1", false),
        (["2002:a00::/24"], "2002:a00:1::1", true),
        (["64:ff9b::/96"], "64:ff9b::8.8.8.8", true),
        (["2001::/32"], "2001:0:808:808::1", true),
        (["10.0.0.0/8", "fd00::/8"], "fd00::1", true),
        (["0.0.0.0/0"], "255.255.255.255", true),
        (["::/0"], "::", true),
        (["::/0"], "127.0.0.1", false),
    ]

    @Test(arguments: allowances)
    func allowed(_ networks: [String], _ text: String, _ permitted: Bool) throws {
        let policy = AddressPolicy(allowed: networks.map { IPNetwork($0)! })
        #expect(policy.permits(try #require(IPAddress(text))) == permitted)
    }

    static let settings: [[String]] = [
        [], ["127.0.0.0/8"], ["127.0.0.1"], ["10.1.2.3/32", "192.168.0.0/24", "fd00::/8"],
        ["0.0.0.0/0"], ["::/0"], ["::1"], ["192.0.0.0/24"],
    ]

    @Test("The refused networks hold just what is not permitted", arguments: settings)
    func refusedNetworks(_ allowed: [String]) {
        let allowed = allowed.map { IPNetwork($0)! }
        let policy = AddressPolicy(allowed: allowed)
        for family in IPAddress.Family.allCases {
            let refused = policy.refusedNetworks(family)
            let networks = refused + allowed + SpecialPurposeRegistry.entries.map(\.network)
            var edges: [UInt128] = []
            for numbers in networks.filter({ $0.family == family }).map(\.numbers) {
                let (first, last) = (numbers.lowerBound, numbers.upperBound)
                edges += [first == 0 ? 0 : first - 1, first, last, last == .max ? last : last + 1]
            }
            for number in edges where family == .ipv6 || number <= UInt32.max {
                let address = IPAddress(family, number: number)
                #expect(refused.contains { $0.contains(address) } == !policy.permits(address))
            }
        }
    }

    @Test func theRefusedNetworksAreTheFewest() {
        let all = AddressPolicy()
        #expect(
            all.refusedNetworks(.ipv4).map(\.description) == [
                "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
                "172.16.0.0/12", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.11/32",
                "192.0.0.12/30", "192.0.0.16/28", "192.0.0.32/27", "192.0.0.64/26",
                "192.0.0.128/25", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
                "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            ])
        let loopbackAllowed = AddressPolicy(allowed: [IPNetwork("127.0.0.0/8")!])
        #expect(!loopbackAllowed.refusedNetworks(.ipv4).contains(IPNetwork("127.0.0.0/8")!))
        #expect(AddressPolicy(allowed: [IPNetwork("::/0")!]).refusedNetworks(.ipv6).isEmpty)
    }
}
