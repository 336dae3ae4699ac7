extension SpecialPurposeRegistry {
    static let ipv6: [Entry] = [
        Entry("::1/128", "Loopback Address", "RFC 4291 §2.5.3"),
        Entry("::/128", "Unspecified Address", "RFC 4291 §2.5.2"),
        Entry("::ffff:0:0/96", "IPv4-mapped Address", "RFC 4291 §2.5.5.2"),
        // Deviation: the registry says "Globally Reachable". Why: behind a translator the address
        // reaches the IPv4 address in its last 32 bits, private ones included.
        Entry("64:ff9b::/96", "IPv4-IPv6 Translat.", "RFC 6052 §2.1"),
        Entry("64:ff9b:1::/48", "IPv4-IPv6 Translat.", "RFC 8215"),
        Entry("100::/64", "Discard-Only Address Block", "RFC 6666"),
        Entry("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
        Entry("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
        Entry("2001::/32", "TEREDO", "RFC 4380, RFC 8190"),
        Entry("2001:1::1/128", "Port Control Protocol Anycast", "RFC 7723", reachable: true),
        Entry(
            "2001:1::2/128", "Traversal Using Relays around NAT Anycast", "RFC 8155",
            reachable: true),
        Entry(
            "2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", "RFC 9665",
            reachable: true),
        Entry("2001:2::/48", "Benchmarking", "RFC 5180"),
        Entry("2001:3::/32", "AMT", "RFC 7450", reachable: true),
        Entry("2001:4:112::/48", "AS112-v6", "RFC 7535", reachable: true),
        Entry("2001:10::/28", "Deprecated (previously ORCHID)", "RFC 4843"),
        Entry("2001:20::/28", "ORCHIDv2", "RFC 7343", reachable: true),
        Entry(
            "2001:30::/28", "Drone Remote ID Protocol Entity Tags (DETs) Prefix", "RFC 9374",
            reachable: true),
        Entry("2001:db8::/32", "Documentation", "RFC 3849"),
        Entry("2002::/16", "6to4", "RFC 3056"),
        Entry(
            "2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534", reachable: true),
        Entry("3fff::/20", "Documentation", "RFC 9637"),
        Entry("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
        Entry("fc00::/7", "Unique-Local", "RFC 4193, RFC 8190"),
        Entry("fe80::/10", "Link-Local Unicast", "RFC 4291 §2.5.6"),

        // Not in the registry, and no unicast addresses of the public Internet either.
        Entry("::/96", "IPv4-Compatible IPv6 Address (deprecated)", "RFC 4291 §2.5.5.1"),
        Entry("fec0::/10", "Site-Local Unicast (deprecated)", "RFC 3879"),
        Entry("ff00::/8", "Multicast", "RFC 4291 §2.7"),
    ]
}
