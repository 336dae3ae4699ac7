/// Walks through the fields of a record: `version 1*(*WSP ";" *WSP field) [*WSP ";" *WSP]`
/// (RFC 8461 §3.1, RFC 8460 §3).
struct RecordFieldReader {
    var cursor: ByteCursor
    let kind: TXTRecordKind
    private(set) var findings: [Finding] = []
    private let versionEnd: Int

    init(_ record: [UInt8], versionEnd: Int, kind: TXTRecordKind) {
        self.cursor = ByteCursor(record, at: versionEnd)
        self.versionEnd = versionEnd
        self.kind = kind
    }

    /// Steps over the delimiter to the next field; false at the end of the record.
    mutating func advance() throws(RuleViolation) -> Bool {
        let isFirst = cursor.position == versionEnd
        let spaced = cursor.skipWSP()
        guard !cursor.isAtEnd else {
            if spaced { note(kind.codes.trailingSpace) }
            return false
        }
        guard cursor.skip(UInt8(ascii: ";")) else {
            throw violation("a field is followed by something other than a semicolon")
        }
        if isFirst, spaced, let code = kind.codes.spaceBeforeSemicolon { note(code) }
        cursor.skipWSP()
        guard cursor.byte != UInt8(ascii: ";") else { throw violation("a field is empty") }
        return !cursor.isAtEnd
    }

    /// `(ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")`, and the `=` behind it.
    mutating func name() throws(RuleViolation) -> Range<Int> {
        let name = cursor.skip(while: Self.isNameByte)
        guard !name.isEmpty, cursor.bytes[name.lowerBound].isLetterOrDigit else {
            throw violation(
                "a field's name does not begin with a letter or digit", at: name.lowerBound)
        }
        guard name.count <= 32 else {
            throw violation("a field's name is longer than 32 characters", at: name.lowerBound)
        }
        guard cursor.skip(UInt8(ascii: "=")) else {
            throw violation("a field's name is not followed by =")
        }
        return name
    }

    /// `1*(%x21-3A / %x3C / %x3E-7E)`: visible characters without `=` and `;`.
    mutating func extensionValue() throws(RuleViolation) -> Range<Int> {
        let value = cursor.skip {
            $0.isVisible && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "=")
        }
        guard !value.isEmpty else { throw violation("a field has no value") }
        return value
    }

    mutating func note(_ code: FindingCode, _ detail: String? = nil) {
        findings.append(Finding(code, detail: detail))
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    private func violation(_ reason: String, at offset: Int? = nil) -> RuleViolation {
        RuleViolation(
            reason, section: kind.section, offset: offset ?? cursor.position,
            code: kind.codes.badField)
    }
}
