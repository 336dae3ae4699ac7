/// The fields of one line of CSV (RFC 4180 §2), one after another, without their quotation marks and
/// the white space round them.
///
/// Deviation: a quoted field ends on its line, and a doubled quotation mark in it stays doubled,
/// since no field read here holds either.
struct LineFields {
    private var rest: ArraySlice<UInt8>?
    private let separator: UInt8?

    /// Without a separator the whole line is one field.
    init(_ line: ArraySlice<UInt8>, separator: UInt8?) {
        rest = line
        self.separator = separator
    }

    /// The next field; nil after the last.
    mutating func next() throws(RejectionReason) -> ArraySlice<UInt8>? {
        guard let rest else { return nil }
        let text = rest.trimmed()
        if text.first == UInt8(ascii: "\"") { return try nextQuoted(text.dropFirst()) }
        guard let separator, let end = rest.firstIndex(of: separator) else {
            self.rest = nil
            return text
        }
        self.rest = rest[(end + 1)...]
        return rest[..<end].trimmed()
    }

    private mutating func nextQuoted(
        _ text: ArraySlice<UInt8>
    ) throws(RejectionReason) -> ArraySlice<UInt8> {
        let quote = UInt8(ascii: "\"")
        var end = text.startIndex
        while end < text.endIndex {
            if text[end] == quote {
                guard end + 1 < text.endIndex, text[end + 1] == quote else { break }
                end += 1
            }
            end += 1
        }
        guard end < text.endIndex else { throw .badQuotes }
        let after = text[(end + 1)...].trimmed()
        guard after.isEmpty || after.first == separator else { throw .badQuotes }
        rest = after.isEmpty ? nil : after.dropFirst()
        return text[..<end].trimmed()
    }
}

extension ArraySlice<UInt8> {
    /// Without spaces, tabs and line ends at either end.
    func trimmed() -> ArraySlice<UInt8> {
        var start = startIndex
        var end = endIndex
        while start < end, self[start].isWhiteSpace { start += 1 }
        while start < end, self[end - 1].isWhiteSpace { end -= 1 }
        return self[start..<end]
    }

    /// Without a comment: from a `#` at the start, or one after white space.
    func withoutComment() -> ArraySlice<UInt8> {
        var end = startIndex
        while end < endIndex {
            if self[end] == UInt8(ascii: "#"), end == startIndex || self[end - 1].isWhiteSpace {
                return self[..<end]
            }
            end += 1
        }
        return self
    }
}

extension UInt8 {
    /// A space, or a tab, LF, VT, FF or CR.
    var isWhiteSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
