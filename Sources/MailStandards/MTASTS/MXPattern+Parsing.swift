extension MXPattern {
    /// Reads `["*."] Domain`, with Domain in A-label form (RFC 8461 §3.2, RFC 5321 §4.1.2).
    package init(parsing text: some StringProtocol) throws(RuleViolation) {
        try self.init(
            parsing: Array(text.utf8)[...], section: MTASTSPolicyParser.section, offset: 0)
    }

    /// - Parameter offset: where the bytes stand in the whole text, for the violation.
    init(
        parsing bytes: ArraySlice<UInt8>, section: String, offset: Int
    ) throws(RuleViolation) {
        let isWildcard = bytes.starts(with: Self.wildcard)
        let domain = isWildcard ? bytes.dropFirst(2) : bytes
        guard let name = DomainName(hostName: String(decoding: domain, as: UTF8.self)),
            domain.last != UInt8(ascii: "."), !Self.isIPv4(domain)
        else { throw Self.violation(bytes, section: section, offset: offset) }
        self.init(accepted: isWildcard ? "*." + name.text : name.text)
    }

    /// Says which mistake it was, the most telling first.
    private static func violation(
        _ bytes: ArraySlice<UInt8>, section: String, offset: Int
    ) -> RuleViolation {
        func fail(_ reason: String, _ code: FindingCode, at index: Int? = nil) -> RuleViolation {
            let place = offset + (index ?? bytes.startIndex) - bytes.startIndex
            return RuleViolation(reason, section: section, offset: place, code: code)
        }
        guard let first = bytes.first, let last = bytes.last else {
            return fail("an mx pattern is empty", .policyBadMX)
        }
        if let at = bytes.firstIndex(of: UInt8(ascii: "@")) {
            return fail("an mx pattern is an e-mail address", .policyMXEmailAddress, at: at)
        }
        if first == UInt8(ascii: "[") || isIPv4(bytes) || isIPv6(bytes) {
            return fail("an mx pattern is an address, not a name", .policyMXAddress)
        }
        if let index = bytes.firstIndex(where: { $0 >= 0x80 }) {
            return fail("an mx pattern is not in A-label form", .policyMXULabel, at: index)
        }
        let rest = bytes.starts(with: wildcard) ? bytes.dropFirst(2) : bytes
        if let star = rest.firstIndex(of: UInt8(ascii: "*")) {
            return fail(
                "a wildcard stands elsewhere than as the whole first label",
                .policyMXMisplacedWildcard, at: star)
        }
        if first == UInt8(ascii: ".") {
            return fail("an mx pattern begins with a dot", .policyMXLeadingDot)
        }
        if last == UInt8(ascii: "."), !rest.isEmpty {
            return fail("an mx pattern ends with a dot", .policyMXTrailingDot)
        }
        return fail("an mx pattern is no host name", .policyBadMX)
    }

    /// Four numbers and dots: RFC 1123 §2.1 keeps host names apart from these.
    private static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let last = bytes.last, last.isDigit else { return false }
        return bytes.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
            && bytes.count { $0 == UInt8(ascii: ".") } == 3
    }

    private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count { $0 == UInt8(ascii: ":") } >= 2
            && bytes.allSatisfy {
                $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
            }
    }

    private static let wildcard: [UInt8] = [UInt8(ascii: "*"), UInt8(ascii: ".")]
}
