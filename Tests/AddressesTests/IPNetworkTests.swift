import Testing

@testable import Addresses

@Suite struct IPNetworkTests {
    struct Row: Sendable, CustomStringConvertible {
        let description: String
        let text: String
        /// The network's own text; nil where the text is no network.
        let printed: String?

        init(_ why: String, _ text: String, _ printed: String?) {
            description = why
            self.text = text
            self.printed = printed
        }
    }

    static let rows: [Row] = [
        Row("IPv4", "192.0.2.0/24", "192.0.2.0/24"),
        Row("IPv6", "2001:db8::/32", "2001:db8::/32"),
        Row("all of IPv4", "0.0.0.0/0", "0.0.0.0/0"),
        Row("all of IPv6", "::/0", "::/0"),
        Row("host bits are cleared", "192.0.2.77/24", "192.0.2.0/24"),
        Row("host bits within a byte are cleared", "198.19.255.255/15", "198.18.0.0/15"),
        Row("host bits are cleared in IPv6 too", "fe80::1/10", "fe80::/10"),
        Row("an address stands for itself", "192.0.2.1", "192.0.2.1/32"),
        Row("an IPv6 address stands for itself", "2001:db8::1", "2001:db8::1/128"),
        Row("IPv4-mapped is IPv6", "::ffff:192.0.2.0/120", "::ffff:192.0.2.0/120"),
        Row("too long for IPv4", "192.0.2.0/33", nil),
        Row("too long for IPv6", "2001:db8::/129", nil),
        Row("negative", "192.0.2.0/-1", nil),
        Row("a sign", "192.0.2.0/+8", nil),
        Row("no length", "192.0.2.0/", nil),
        Row("no address", "/24", nil),
        Row("two lengths", "192.0.2.0/24/8", nil),
        Row("a netmask", "192.0.2.0/255.255.255.0", nil),
        Row("white space", "192.0.2.0 /24", nil),
        Row("a short form", "10/8", nil),
        Row("a name", "example.com/24", nil),
        Row("a zone", "fe80::1%eth0/64", nil),
        Row("more digits than a number holds", "192.0.2.0/99999999999999999999", nil),
        Row("nothing", "", nil),
        Row("something behind a NUL", "192.0.2.1\0.example", nil),
        Row("something behind a NUL in IPv6", "::\0\0", nil),
    ]

    @Test(arguments: rows) func parse(_ row: Row) {
        #expect(IPNetwork(row.text)?.description == row.printed)
        guard let printed = row.printed else { return }
        #expect(IPNetwork(printed) == IPNetwork(row.text))
    }

    /// Network, an address, whether it lies in the network.
    static let contained: [(String, String, Bool)] = [
        ("192.0.2.0/24", "192.0.2.0", true), ("192.0.2.0/24", "192.0.2.255", true),
        ("192.0.2.0/24", "192.0.1.255", false), ("192.0.2.0/24", "192.0.3.0", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("0.0.0.0/0", "255.255.255.255", true), ("0.0.0.0/0", "::", false),
        ("::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true), ("::/0", "10.0.0.1", false),
        ("2001:db8::/33", "2001:db8:7fff:ffff::", true),
        ("2001:db8::/33", "2001:db8:8000::", false),
        ("10.0.0.0/8", "::ffff:10.0.0.1", false),
    ]

    @Test(arguments: contained)
    func contains(_ network: String, _ address: String, _ expected: Bool) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(address))) == expected)
    }
}
