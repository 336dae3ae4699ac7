/// Where a report probably is to go: `reports@example.com` is `mailto:reports@example.com`.
enum LooseReportURI {
    /// The items of a list with commas or blanks between, without what cannot be told.
    static func list(_ value: [UInt8]) -> [(uri: String, size: UInt64?)] {
        value.split { $0.isWSP || $0 == UInt8(ascii: ",") }.compactMap(mended)
    }

    /// A mailto or https URI, and the size behind it as DMARC and the draft of 2016 have it.
    private static func mended(_ item: ArraySlice<UInt8>) -> (uri: String, size: UInt64?)? {
        var item = LooseText.trimmed(item, "<>'")
        var size: UInt64?
        if let mark = item.lastIndex(of: UInt8(ascii: "!")),
            let bytes = ReportSize.bytes(item[(mark + 1)...])
        {
            size = bytes
            item = item[..<mark]
        }
        let text = encoded(withScheme(item))
        let uri = try? ReportURI(ByteCursor(text), text.indices) { reason, _ in
            RuleViolation(reason, section: "")
        }
        guard let uri, uri.scheme == .mailto || uri.scheme == .https else { return nil }
        return (uri.text, size)
    }

    private static func withScheme(_ item: ArraySlice<UInt8>) -> [UInt8] {
        guard let colon = item.firstIndex(of: UInt8(ascii: ":")) else {
            return item.contains(UInt8(ascii: "@")) ? Array("mailto:".utf8) + item : Array(item)
        }
        let scheme = item[..<colon].map(\.lowercased)
        let rest = item[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
        switch String(decoding: scheme, as: UTF8.self) {
        case "mailto": return Array("mailto:".utf8) + rest
        case "https": return Array("https://".utf8) + rest
        default: return Array(item)
        }
    }

    /// `!` percent-encoded, and a percent sign that encodes nothing.
    private static func encoded(_ uri: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        for (index, byte) in uri.enumerated() {
            switch byte {
            case UInt8(ascii: "!"): encoded += Array("%21".utf8)
            case UInt8(ascii: "%")
            where !uri[(index + 1)...].prefix(2).allSatisfy(\.isHexDigit)
                || index + 2 >= uri.count:
                encoded += Array("%25".utf8)
            default: encoded.append(byte)
            }
        }
        return encoded
    }
}
