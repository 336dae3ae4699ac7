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

    private init(trusted text: String) { self.text = text }

    /// Reads presentation form, any case, with or without the dot at the end.
    ///
    /// Nil for an empty name, an empty label, a label over 63 bytes, a name over 255 bytes
    /// (RFC 1035 §3.1), a broken escape, or bytes that are no printable ASCII.
    package init?(_ presentation: String) {
        if presentation == "." {
            self = .root
            return
        }
        guard let wire = Self.wire(fromPresentation: presentation), wire.count <= 255,
            let name = DomainName(wire: wire)
        else { return nil }
        self = name
    }

    /// Reads an uncompressed name in wire form, the root's zero byte included.
    package init?(wire: some Collection<UInt8>) {
        var text = ""
        var rest = wire[...]
        var ended = false
        while let length = rest.popFirst() {
            if length == 0 {
                ended = true
                break
            }
            guard length < 64, rest.count > Int(length) else { return nil }
            if !text.isEmpty { text.append(".") }
            for byte in rest.prefix(Int(length)) { text.append(Self.presentation(of: byte)) }
            rest = rest.dropFirst(Int(length))
        }
        guard rest.isEmpty, wire.count <= 255, ended else { return nil }
        self.text = text.isEmpty ? "." : text
    }

    /// The labels from left to right, as they stand in ``text``; none for the root.
    package var labels: [Substring] {
        guard self != .root else { return [] }
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text.split(separator: ".") }
        var labels: [Substring] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            if text[index] == "\\" {
                index = text.index(index, offsetBy: 2)
            } else if text[index] == "." {
                labels.append(text[start..<index])
                index = text.index(after: index)
                start = index
            } else {
                index = text.index(after: index)
            }
        }
        return labels + [text[start...]]
    }

    /// The name with one label more on its left: `_mta-sts` + `example.com`.
    ///
    /// Nil where that makes it longer than 255 bytes.
    package func child(_ labels: String) -> DomainName? {
        self == .root ? DomainName(labels) : DomainName(labels + "." + text)
    }

    /// The name without its leftmost label; nil for the root.
    package var parent: DomainName? {
        let labels = labels
        guard let first = labels.first else { return nil }
        guard labels.count > 1 else { return .root }
        return DomainName(trusted: String(text[text.index(after: first.endIndex)...]))
    }

    /// Whether every label is letters, digits and hyphens, with no hyphen at either end
    /// (RFC 5321 §2.3.5, RFC 1123 §2.1); underscores are accepted where asked for.
    package func isHostName(underscores: Bool = false) -> Bool {
        self != .root
            && labels.allSatisfy { label in
                label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                            true
                        case UInt8(ascii: "_"): underscores
                        default: false
                        }
                    }
            }
    }

    private static func presentation(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): String(UnicodeScalar(byte | 0x20))
        case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
        case 0x21...0x7E: String(UnicodeScalar(byte))
        default: "\\" + (byte < 10 ? "00" : byte < 100 ? "0" : "") + String(byte)
        }
    }

    private static func wire(fromPresentation text: String) -> [UInt8]? {
        var wire: [UInt8] = []
        var label: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        if bytes.last == UInt8(ascii: "."), bytes.dropLast().last != UInt8(ascii: "\\") {
            bytes.removeLast()
        }
        func endLabel() -> Bool {
            guard (1...63).contains(label.count) else { return false }
            wire.append(UInt8(label.count))
            wire += label
            label = []
            return true
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "."):
                guard endLabel() else { return nil }
            case UInt8(ascii: "\\"):
                guard let escaped = unescape(&bytes) else { return nil }
                label.append(escaped)
            case 0x21...0x7E: label.append(byte)
            default: return nil
            }
        }
        return endLabel() ? wire + [0] : nil
    }

    private static func unescape(_ bytes: inout ArraySlice<UInt8>) -> UInt8? {
        guard let first = bytes.first else { return nil }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return bytes.removeFirst()
        }
        guard bytes.count >= 3, let code = UInt8(String(decoding: bytes.prefix(3), as: UTF8.self))
        else { return nil }
        bytes = bytes.dropFirst(3)
        return code
    }
}

extension DomainName: CustomStringConvertible {
    package var description: String { text }
}
