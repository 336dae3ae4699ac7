/// The character classes that the grammars share (RFC 5234 appendix B.1).
extension UInt8 {
    /// WSP: space or tab.
    var isWSP: Bool { self == 0x20 || self == 0x09 }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isLetterOrDigit: Bool { isLetter || isDigit }
    /// VCHAR: printable, without the space.
    var isVisible: Bool { self >= 0x21 && self <= 0x7E }
    var isHexDigit: Bool { isDigit || (self | 0x20) >= 0x61 && (self | 0x20) <= 0x66 }
    /// `A` to `Z` as `a` to `z`; every other byte as it is.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Collection<UInt8> {
    /// Whether it is this text, whatever the case of ASCII letters; `text` is in lower case.
    func isIgnoringCase(_ text: [UInt8]) -> Bool {
        count == text.count && zip(self, text).allSatisfy { $0.lowercased == $1 }
    }
}
