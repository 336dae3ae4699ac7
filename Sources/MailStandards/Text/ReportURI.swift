/// The URI grammar that report addresses follow (RFC 3986; RFC 6068 for mailto), with the
/// characters of the surrounding list percent-encoded.
struct ReportURI {
    enum Scheme: Equatable {
        case mailto, https
        case other(String)
    }

    var scheme: Scheme
    var text: String

    /// Reads what stands in the range.
    ///
    /// - Parameter fail: makes the violation of the record in which the URI stands.
    init(
        _ cursor: ByteCursor, _ range: Range<Int>, fail: (String, Int) -> RuleViolation
    ) throws(RuleViolation) {
        guard !range.isEmpty else {
            throw fail("an item of rua is empty", range.lowerBound)
        }
        try Self.checkCharacters(cursor.bytes, range, fail)
        guard
            let colon = cursor.bytes[range].firstIndex(of: UInt8(ascii: ":")),
            Self.isScheme(cursor.bytes[range.lowerBound..<colon])
        else { throw fail("an item of rua is no URI: it has no scheme", range.lowerBound) }
        let rest = cursor.bytes[(colon + 1)..<range.upperBound]
        text = cursor.string(range)
        scheme = Self.scheme(cursor.bytes[range.lowerBound..<colon])
        switch scheme {
        case .mailto where !Self.isMailbox(rest):
            throw fail("a mailto URI holds no address", colon + 1)
        case .https where !Self.hasHost(rest):
            throw fail("an https URI holds no host", colon + 1)
        default: break
        }
    }

    /// RFC 3986 §2: unreserved, reserved and percent-encoded characters, `!` only encoded.
    private static func checkCharacters(
        _ bytes: [UInt8], _ range: Range<Int>, _ fail: (String, Int) -> RuleViolation
    ) throws(RuleViolation) {
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "!"):
                throw fail("an exclamation mark in a URI is not percent-encoded", index)
            case UInt8(ascii: "%"):
                guard index + 2 < range.upperBound, bytes[index + 1].isHexDigit,
                    bytes[index + 2].isHexDigit
                else { throw fail("a percent sign is not followed by two hex digits", index) }
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
                UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
                UInt8(ascii: "}"):
                throw fail("a character cannot stand in a URI", index)
            case 0x21...0x7E: break
            default: throw fail("a character cannot stand in a URI", index)
            }
        }
    }

    /// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )` (RFC 3986 §3.1).
    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, first.isLetter else { return false }
        return bytes.allSatisfy {
            $0.isLetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
    }

    private static func scheme(_ bytes: ArraySlice<UInt8>) -> Scheme {
        if bytes.isIgnoringCase(mailto) { return .mailto }
        if bytes.isIgnoringCase(https) { return .https }
        return .other(String(decoding: bytes.map(\.lowercased), as: UTF8.self))
    }

    /// `local-part "@" domain`, with header fields behind a `?` (RFC 6068 §2).
    private static func isMailbox(_ rest: ArraySlice<UInt8>) -> Bool {
        let address = rest.prefix { $0 != UInt8(ascii: "?") }
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return false }
        return at > address.startIndex && at < address.index(before: address.endIndex)
    }

    /// `"//" authority`, with a host in it (RFC 9110 §4.2.2).
    private static func hasHost(_ rest: ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) else { return false }
        let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        let authority = rest.dropFirst(2).prefix { !ends.contains($0) }
        let host = authority.split(
            separator: UInt8(ascii: "@"), maxSplits: 1, omittingEmptySubsequences: false
        ).last
        return host?.first.map { $0 != UInt8(ascii: ":") } ?? false
    }

    private static let mailto = Array("mailto".utf8)
    private static let https = Array("https".utf8)
}
