/// A line of a reply: `Reply-code ( "-" / SP ) [ textstring ]`, the last also without text
/// (RFC 5321 §4.2).
struct SMTPReplyLine {
    var code: Int
    /// No line of the same reply follows.
    var isLast: Bool

    /// Nil if it does not begin with a code and `-`, space or nothing.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let code = Self.code(bytes) else { return nil }
        self.code = code
        guard bytes.count > 3 else {
            isLast = true
            return
        }
        switch bytes[bytes.startIndex + 3] {
        case UInt8(ascii: " "): isLast = true
        case UInt8(ascii: "-"): isLast = false
        default: return nil
        }
    }

    /// Three digits, the first of them 2 to 5.
    ///
    /// Deviation: the grammar limits the second digit to 5; nothing depends on it.
    static func code(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 3 else { return nil }
        let digits = bytes.prefix(3)
        guard digits.allSatisfy(\.isDigit) else { return nil }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return (200...599).contains(code) ? code : nil
    }
}
