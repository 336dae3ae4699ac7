/// A network in CIDR notation: `192.0.2.0/24`, `2001:db8::/32` (RFC 4632 §3.1, RFC 4291 §2.3).
package struct IPNetwork: Hashable, Sendable {
    /// The first address of the network, which stands before the slash.
    package let first: IPAddress
    /// 0 to 32, or 0 to 128.
    package let prefixLength: Int

    /// The network of that length that the address lies in; nil for a length that its family
    /// does not have.
    package init?(_ address: IPAddress, prefixLength: Int) {
        guard (0...address.family.bits).contains(prefixLength) else { return nil }
        let hostMask = Self.hostMask(address.family, prefixLength)
        first = IPAddress(address.family, number: address.number & ~hostMask)
        self.prefixLength = prefixLength
    }

    /// Reads CIDR notation; an address alone stands for itself, and bits behind the prefix are
    /// cleared: `192.0.2.7/24` is `192.0.2.0/24`.
    ///
    /// Nil where the address is none, or the length is no plain decimal number in its range.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            self.init(address, prefixLength: address.family.bits)
            return
        }
        let isDigits = parts[1].utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard isDigits, let length = Int(parts[1]) else { return nil }
        self.init(address, prefixLength: length)
    }

    package var family: IPAddress.Family { first.family }

    /// Whether an address lies in the network; none of the other family does.
    package func contains(_ other: IPAddress) -> Bool {
        family == other.family && numbers.contains(other.number)
    }

    /// From the first address to the last.
    var numbers: ClosedRange<UInt128> {
        first.number...(first.number | Self.hostMask(family, prefixLength))
    }

    private static func hostMask(_ family: IPAddress.Family, _ prefixLength: Int) -> UInt128 {
        // With 128 bits the shift leaves 0, which less 1 is all ones.
        (1 << (family.bits - prefixLength)) &- 1
    }
}

extension IPNetwork: CustomStringConvertible {
    package var description: String { "\(first)/\(prefixLength)" }
}
