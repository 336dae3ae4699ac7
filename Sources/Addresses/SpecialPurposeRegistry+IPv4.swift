extension SpecialPurposeRegistry {
    static let ipv4: [Entry] = [
        Entry("0.0.0.0/8", "\"This network\"", "RFC 791 §3.2"),
        Entry("0.0.0.0/32", "\"This host on this network\"", "RFC 1122 §3.2.1.3"),
        Entry("10.0.0.0/8", "Private-Use", "RFC 1918"),
        Entry("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
        Entry("127.0.0.0/8", "Loopback", "RFC 1122 §3.2.1.3"),
        Entry("169.254.0.0/16", "Link Local", "RFC 3927"),
        Entry("172.16.0.0/12", "Private-Use", "RFC 1918"),
        Entry("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890 §2.1"),
        Entry("192.0.0.0/29", "IPv4 Service Continuity Prefix", "RFC 7335"),
        Entry("192.0.0.8/32", "IPv4 dummy address", "RFC 7600"),
        Entry("192.0.0.9/32", "Port Control Protocol Anycast", "RFC 7723", reachable: true),
        Entry(
            "192.0.0.10/32", "Traversal Using Relays around NAT Anycast", "RFC 8155",
            reachable: true),
        Entry("192.0.0.170/32", "NAT64/DNS64 Discovery", "RFC 8880, RFC 7050 §2.2"),
        Entry("192.0.0.171/32", "NAT64/DNS64 Discovery", "RFC 8880, RFC 7050 §2.2"),
        Entry("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
        Entry("192.31.196.0/24", "AS112-v4", "RFC 7535", reachable: true),
        Entry("192.52.193.0/24", "AMT", "RFC 7450", reachable: true),
        Entry("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
        Entry("192.88.99.2/32", "6a44-relay anycast address", "RFC 6751"),
        Entry("192.168.0.0/16", "Private-Use", "RFC 1918"),
        Entry("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534", reachable: true),
        Entry("198.18.0.0/15", "Benchmarking", "RFC 2544"),
        Entry("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
        Entry("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
        Entry("240.0.0.0/4", "Reserved", "RFC 1112 §4"),
        Entry("255.255.255.255/32", "Limited Broadcast", "RFC 8190, RFC 919 §7"),

        // Not in the registry, since it has one of its own; no unicast address either.
        Entry("224.0.0.0/4", "Multicast", "RFC 5771"),
    ]
}
