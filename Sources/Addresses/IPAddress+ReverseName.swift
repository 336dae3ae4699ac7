extension IPAddress {
    /// The name at which its PTR record stands: `25.2.0.192.in-addr.arpa` (RFC 1035 §3.5), and
    /// with 32 nibbles below `ip6.arpa` (RFC 3596 §2.5).
    package var reverseName: String {
        if family == .ipv4 {
            return bytes.reversed().map(String.init).joined(separator: ".") + ".in-addr.arpa"
        }
        let nibbles = bytes.reversed().flatMap { [$0 & 0xF, $0 >> 4] }
        return nibbles.map { String($0, radix: 16) }.joined(separator: ".") + ".ip6.arpa"
    }
}
