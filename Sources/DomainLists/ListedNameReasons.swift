extension ListedName {
    /// What a field is that has a byte no name has, in the words of who wrote it.
    static func reasonForBadByte(in field: ArraySlice<UInt8>) -> RejectionReason {
        func has(_ character: Unicode.Scalar) -> Bool { field.contains(UInt8(ascii: character)) }

        if has("/") { return isNetwork(field) ? .address : .url }
        if has("@") { return .mailAddress }
        if has(":") { return isIPv6(field) ? .address : .port }
        if has("*") { return .wildcard }
        if has(",") || has(";") { return .severalFields }
        if field.contains(where: \.isWhiteSpace) { return .whiteSpace }
        return .badCharacter
    }

    /// `192.0.2.0/24` or `2001:db8::/32`.
    private static func isNetwork(_ field: ArraySlice<UInt8>) -> Bool {
        let parts = field.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        let isIPv4 = parts[0].allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
        return (isIPv4 || isIPv6(parts[0])) && !parts[1].isEmpty
            && parts[1].allSatisfy(\.isDigit)
    }

    /// Also in brackets, with a zone, or with an IPv4 address at the end.
    private static func isIPv6(_ field: ArraySlice<UInt8>) -> Bool {
        let address = field.prefix { $0 != UInt8(ascii: "%") }
        let colons = address.count { $0 == UInt8(ascii: ":") }
        return colons > 1
            && address.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
                    UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"):
                    true
                default: byte.isDigit
                }
            }
    }
}
