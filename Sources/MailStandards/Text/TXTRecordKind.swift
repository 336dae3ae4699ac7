/// How the TXT records of one mechanism are told from others at the same name, and counted.
///
/// RFC 8461 §3.1 and RFC 8460 §3 say it in the same words; the draft of March 2016 refers to
/// the same practice.
struct TXTRecordKind: Sendable {
    /// How a record has to begin: `v=STSv1`.
    var version: [UInt8]
    /// Whether white space may stand round the version's `=`, and `v` may be a capital.
    var looseVersion = false
    /// What shows, ignoring case and leading white space, that such a record was meant: `v=sts`.
    var marker: [UInt8]
    var section: String
    var codes: Codes

    /// The kinds of violation, and the departures that are accepted, by this mechanism's names.
    struct Codes: Sendable {
        var multiple, badVersion, noField, badField: FindingCode
        /// Nil where the grammar allows it without doubt.
        var spaceBeforeSemicolon: FindingCode?
        var trailingSpace: FindingCode
    }

    /// Where the version ends, if the record is one of this kind: it begins with the version,
    /// `*WSP` and a semicolon. Others are to be discarded.
    func versionEnd(in record: [UInt8]) -> Int? {
        guard let end = prefixEnd(in: record) else { return nil }
        var cursor = ByteCursor(record, at: end)
        cursor.skipWSP()
        return cursor.byte == UInt8(ascii: ";") ? end : nil
    }

    /// Where the version ends, whatever follows.
    private func prefixEnd(in record: [UInt8]) -> Int? {
        guard looseVersion else { return record.starts(with: version) ? version.count : nil }
        var cursor = ByteCursor(record)
        for byte in version {
            if byte == UInt8(ascii: "=") { cursor.skipWSP() }
            let isName = cursor.position == 0
            guard let next = cursor.byte, (isName ? next.lowercased : next) == byte,
                cursor.skip(next)
            else { return nil }
            if byte == UInt8(ascii: "=") { cursor.skipWSP() }
        }
        return cursor.position
    }

    /// Whether a record that was discarded was meant to be one of this kind.
    func isMeant(_ record: [UInt8]) -> Bool {
        var cursor = ByteCursor(record)
        _ = cursor.skip { $0.isWSP || $0 == 0x0D || $0 == 0x0A }
        for byte in marker {
            if looseVersion { cursor.skipWSP() }
            guard let next = cursor.byte, next.lowercased == byte, cursor.skip(next) else {
                return false
            }
        }
        return true
    }

    /// What is wrong with a record that was discarded though it was meant.
    func versionViolation(of record: [UInt8]) -> RuleViolation {
        let expected = String(decoding: version, as: UTF8.self)
        guard let end = prefixEnd(in: record) else {
            let offset = zip(record, version).prefix { $0 == $1 }.count
            return RuleViolation(
                "the record does not begin with \(expected) and a semicolon",
                section: section, offset: offset, code: codes.badVersion)
        }
        var cursor = ByteCursor(record, at: end)
        cursor.skipWSP()
        guard !cursor.isAtEnd else {
            return RuleViolation(
                "no field follows \(expected)", section: section, code: codes.noField)
        }
        return RuleViolation(
            "no semicolon follows \(expected)", section: section, offset: cursor.position,
            code: codes.badVersion)
    }
}
