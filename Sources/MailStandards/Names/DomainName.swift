/// A domain name as the DNS has it: labels of any bytes, 255 bytes in all on the wire.
///
/// Kept in presentation form, lower case, without the dot at the end: `mx1.example.com`. Bytes
/// that presentation form cannot show stand as `\DDD` (RFC 1035 §5.1), a dot inside a label as
/// `\.`. The root is `.`.
package struct DomainName: Hashable, Sendable {
    /// `mx1.example.com`, or `.` for the root.
    package let text: String

    /// The root of the DNS, which is also the exchange of a null MX (RFC 7505 §3).
    package static let root = DomainName(trusted: ".")

    /// Only for texts that are in the form described above.
    init(trusted text: String) { self.text = text }

    /// The labels from left to right, as they stand in ``text``; none for the root.
    package var labels: [Substring] {
        guard !isRoot else { return [] }
        var labels: [Substring] = []
        var rest = text[...]
        while let dot = Self.firstDot(in: rest) {
            labels.append(rest[..<dot])
            rest = rest[rest.utf8.index(after: dot)...]
        }
        labels.append(rest)
        return labels
    }

    /// The name with one label more on its left: `_mta-sts` + `example.com`.
    ///
    /// Nil where that makes it longer than 255 bytes.
    package func child(_ labels: String) -> DomainName? {
        isRoot ? DomainName(labels) : DomainName(labels + "." + text)
    }

    /// The name without its leftmost label; nil for the root.
    package var parent: DomainName? {
        guard !isRoot else { return nil }
        return textOfParent.map { DomainName(trusted: String($0)) } ?? .root
    }

    /// Whether every label is letters, digits and hyphens, with no hyphen at either end
    /// (RFC 5321 §2.3.5, RFC 1123 §2.1); underscores are accepted where asked for.
    package func isHostName(underscores: Bool = false) -> Bool {
        let hyphen = UInt8(ascii: "-")
        let dot = UInt8(ascii: ".")
        // The root's dot, and nothing else, begins with a dot: labels are never empty.
        var previous = dot
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case hyphen where previous != dot: break
            case dot where previous != dot && previous != hyphen: break
            case UInt8(ascii: "_") where underscores: break
            default: return false
            }
            previous = byte
        }
        return previous != hyphen && previous != dot
    }

    /// Reads a host's name as mail and the web write it: like presentation form, without the DNS's
    /// escapes.
    ///
    /// Nil for what is none, see `isHostName`.
    init?(hostName text: String) {
        guard !text.utf8.contains(UInt8(ascii: "\\")), let name = DomainName(text),
            name.isHostName()
        else { return nil }
        self = name
    }

    /// The text behind the first label; nil for the root and where there is a single label.
    var textOfParent: Substring? { Self.textOfParent(text[...]) }

    static func textOfParent(_ text: Substring) -> Substring? {
        guard text.utf8.count > 1, let dot = firstDot(in: text) else { return nil }
        return text[text.utf8.index(after: dot)...]
    }

    private var isRoot: Bool { text.utf8.first == UInt8(ascii: ".") }

    /// The first dot that parts two labels; an escaped one does not.
    private static func firstDot(in text: Substring) -> Substring.Index? {
        var isEscaped = false
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex {
            let byte = text.utf8[index]
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: ".") {
                return index
            }
            index = text.utf8.index(after: index)
        }
        return nil
    }
}

extension DomainName: CustomStringConvertible {
    package var description: String { text }
}
