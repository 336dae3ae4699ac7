/// A line of a list that is no domain name: it is reported, and the scan goes on.
package struct RejectedLine: Hashable, Sendable {
    /// Counted from 1, comments and blank lines included.
    package let number: Int
    /// The line as it may be shown in a terminal: at most 80 characters, the last of them `…` where
    /// it was cut, and `\u{FFFD}` for each that is invisible or steers the terminal.
    package let text: String
    package let reason: RejectionReason

    init(number: Int, bytes: ArraySlice<UInt8>, reason: RejectionReason) {
        self.number = number
        self.text = Self.printable(bytes)
        self.reason = reason
    }

    /// The bytes as text that is safe to print.
    ///
    /// Why: a list comes from strangers; an escape sequence in it could retitle the terminal or hide
    /// a line, and bidirectional controls reorder one.
    static func printable(_ bytes: ArraySlice<UInt8>) -> String {
        let limit = 80
        // A character is at most 4 bytes, so this many bytes show whether there is one too many.
        let scalars = String(decoding: bytes.prefix(4 * (limit + 1)), as: UTF8.self).unicodeScalars
        let isCut = scalars.dropFirst(limit).first != nil
        var text = String.UnicodeScalarView()
        for scalar in scalars.prefix(isCut ? limit - 1 : limit) {
            text.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
        }
        if isCut { text.append("…") }
        return String(text)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }
}
