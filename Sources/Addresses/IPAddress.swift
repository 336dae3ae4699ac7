internal import Glibc

/// An IPv4 or IPv6 address, without port or zone: `192.0.2.1`, `2001:db8::1`.
package struct IPAddress: Hashable, Sendable {
    /// IPv4 with 4 bytes, IPv6 with 16.
    package enum Family: String, Sendable, CaseIterable { case ipv4, ipv6 }

    /// 4 or 16 bytes, in network order.
    package let bytes: [UInt8]

    package var family: Family { bytes.count == 4 ? .ipv4 : .ipv6 }

    /// The rdata of an A or AAAA record; nil unless it has 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads dotted or colon form, as inet_pton(3) takes it.
    package init?(_ text: String) {
        // To C the text ends at a NUL, and whatever stands behind it would be let pass.
        guard !text.utf8.contains(0) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 {
            bytes = Array(buffer.prefix(4))
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = family == .ipv4 ? AF_INET : AF_INET6
        inet_ntop(family, bytes, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
