/// Reads the fields of an SMTP STS record: v first, then to, the rest in any order
/// (draft-margolis-smtp-sts-00 §3.1).
///
/// Names and words are compared in any case, as RFC 5234 §2.3 has it, except for the version.
struct SMTPSTSParser {
    struct Field {
        var name: String
        var nameOffset: Int
        var value: Range<Int>
    }

    private(set) var findings: [Finding] = []
    private var cursor: ByteCursor
    private var seen: Set<String> = []

    init(_ bytes: [UInt8], versionEnd: Int) { cursor = ByteCursor(bytes, at: versionEnd) }

    mutating func parse() throws(RuleViolation) -> SMTPSTSRecord {
        guard let first = try nextField() else { throw Self.violation("to is missing", .draftNoTo) }
        var record = SMTPSTSRecord(mode: try mode(first))
        while let field = try nextField() {
            let key = field.name == "m" ? "to" : field.name
            if seen.insert(key).inserted {
                try parse(field, into: &record)
            } else {
                note(.draftRepeatedField, field.name)
            }
        }
        noteMissing()
        return record
    }

    /// `to`, always second; or the April 2016 draft's `m`.
    private mutating func mode(_ field: Field) throws(RuleViolation) -> SMTPSTSRecord.Mode {
        let value = cursor.bytes[field.value]
        seen.insert("to")
        switch field.name {
        case "to":
            if value.isIgnoringCase(Self.true) { return .enforce }
            if value.isIgnoringCase(Self.false) { return .report }
            throw Self.violation(
                "to is neither true nor false", .draftBadTo, at: field.value.lowerBound)
        case "m":
            note(.generationApril2016, "m=\(cursor.string(field.value))")
            for mode in SMTPSTSRecord.Mode.allCases
            where value.isIgnoringCase(Array(mode.rawValue.utf8)) { return mode }
            throw Self.violation(
                "m is neither report nor enforce", .draftBadTo, at: field.value.lowerBound)
        default:
            throw Self.violation(
                "to is not the second field", .draftNoTo, at: field.nameOffset)
        }
    }

    private mutating func parse(
        _ field: Field, into record: inout SMTPSTSRecord
    ) throws(RuleViolation) {
        var value = SMTPSTSValue(cursor, field.value)
        defer { findings += value.findings }
        switch field.name {
        case "mx": record.patterns = try value.patterns()
        case "a": record.authentication = try value.authentication()
        case "c": record.constraint = try value.constraint()
        case "e": record.expirySeconds = try value.expirySeconds()
        case "rua": record.destinations = try value.destinations()
        default: note(.draftUnknownField, field.name)
        }
    }

    /// Required by the draft's prose, optional in its grammar, missing from its own example.
    private mutating func noteMissing() {
        let required: [(String, FindingCode)] = [
            ("mx", .draftNoMX), ("a", .draftNoAuthentication), ("c", .draftNoConstraint),
            ("e", .draftNoExpiry),
        ]
        for (name, code) in required where !seen.contains(name) { note(code) }
    }

    /// `*WSP ";" *WSP name *WSP "=" *WSP value`; nil at the end of the record.
    private mutating func nextField() throws(RuleViolation) -> Field? {
        let spaced = cursor.skipWSP()
        guard !cursor.isAtEnd else {
            if spaced { note(.draftTrailingSpace) }
            return nil
        }
        guard cursor.skip(UInt8(ascii: ";")) else {
            throw Self.violation("no semicolon follows", .draftBadField, at: cursor.position)
        }
        cursor.skipWSP()
        guard !cursor.isAtEnd else { return nil }
        let name = cursor.skip(while: RecordFieldReader.isNameByte)
        guard !name.isEmpty else {
            throw Self.violation(
                "a field has no name", .draftBadField, at: name.lowerBound)
        }
        cursor.skipWSP()
        guard cursor.skip(UInt8(ascii: "=")) else {
            throw Self.violation(
                "a field's name is not followed by =", .draftBadField, at: cursor.position)
        }
        cursor.skipWSP()
        return Field(
            name: cursor.string(name).lowercased(), nameOffset: name.lowerBound, value: value())
    }

    /// All up to the semicolon or the end, without the white space there.
    private mutating func value() -> Range<Int> {
        var ahead = cursor
        let value = ahead.trimmingEnd(ahead.skip { $0 != UInt8(ascii: ";") })
        _ = cursor.skip { $0 != UInt8(ascii: ";") }
        // White space before a semicolon belongs to it; at the very end it is a finding.
        if cursor.isAtEnd { cursor = ByteCursor(cursor.bytes, at: value.upperBound) }
        return value
    }

    private mutating func note(_ code: FindingCode, _ detail: String? = nil) {
        findings.append(Finding(code, detail: detail))
    }

    static func violation(
        _ reason: String, _ code: FindingCode, at offset: Int? = nil
    ) -> RuleViolation {
        RuleViolation(reason, section: section, offset: offset, code: code)
    }

    private static let section = "draft-margolis-smtp-sts-00 §3.1"
    private static let `true` = Array("true".utf8)
    private static let `false` = Array("false".utf8)
    static let kind = TXTRecordKind(
        version: Array("v=STS1".utf8), looseVersion: true, marker: Array("v=sts".utf8),
        section: section,
        codes: TXTRecordKind.Codes(
            multiple: .draftMultiple, badVersion: .draftBadVersion, noField: .draftNoTo,
            badField: .draftBadField, spaceBeforeSemicolon: nil,
            trailingSpace: .draftTrailingSpace))
}
