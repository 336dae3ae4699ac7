/// The mx patterns that were probably meant: `.example.com` is `*.example.com`, and
/// `postmaster@mx.example.com` is `mx.example.com`.
enum LooseMXPattern {
    /// The patterns of a value, with blanks or commas between; nil where one cannot be told.
    ///
    /// What matches no MX host in any reading goes: `*` alone, and addresses.
    static func list(_ value: [UInt8]) -> [MXPattern]? {
        let words = value.split { $0.isWSP || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
        var patterns: [MXPattern] = []
        for word in words {
            // An MX record's preference has come along.
            if words.count > 1, word.allSatisfy(\.isDigit) { continue }
            let name = hostName(LooseText.trimmed(word, "<>()[]{}'"))
            if name.isEmpty || name.elementsEqual([star]) || isAddress(name) { continue }
            guard let pattern = try? MXPattern(parsing: String(decoding: name, as: UTF8.self))
            else { return nil }
            patterns.append(pattern)
        }
        return patterns
    }

    /// The name without mailbox, scheme, path, port and final dot, its wildcard as it should be.
    private static func hostName(_ word: ArraySlice<UInt8>) -> [UInt8] {
        var name = word
        let tag = Array("ipv6:".utf8)
        if name.prefix(tag.count).isIgnoringCase(tag) { name = name.dropFirst(tag.count) }
        if let at = name.lastIndex(of: UInt8(ascii: "@")) { name = name[(at + 1)...] }
        if let scheme = name.firstRange(of: Array("://".utf8)) { name = name[scheme.upperBound...] }
        name = name.prefix { $0 != UInt8(ascii: "/") }
        if let colon = name.lastIndex(of: UInt8(ascii: ":")),
            name.firstIndex(of: name[colon]) == colon,
            name[(colon + 1)...].allSatisfy(\.isDigit)
        {
            name = name[..<colon]
        }
        while name.last == dot { name = name.dropLast() }
        if name.first == dot { return [star] + name }
        if name.starts(with: [UInt8(ascii: "_"), dot]) { return [star] + name.dropFirst() }
        if name.first == star, name.count > 1, name.dropFirst().first != dot {
            return [star, dot] + name.dropFirst()
        }
        return Array(name)
    }

    private static func isAddress(_ name: [UInt8]) -> Bool {
        do throws(RuleViolation) {
            _ = try MXPattern(parsing: String(decoding: name, as: UTF8.self))
            return false
        } catch {
            return error.code == .policyMXAddress
        }
    }

    private static let star = UInt8(ascii: "*")
    private static let dot = UInt8(ascii: ".")
}
