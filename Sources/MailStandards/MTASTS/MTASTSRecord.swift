/// The TXT record at `_mta-sts.DOMAIN`, which says that there is a policy, and by a new id that
/// there is a new one (RFC 8461 §3.1): `v=STSv1; id=20160831085700Z;`.
package struct MTASTSRecord: Hashable, Sendable {
    /// 1 to 32 letters and digits; only its change has a meaning.
    package var id: String
    /// Fields that the standard does not name, in their order.
    package var extensions: [RecordField]

    package init(id: String, extensions: [RecordField] = []) {
        self.id = id
        self.extensions = extensions
    }

    /// What the whole TXT set at the name amounts to; each element is a record, its
    /// character-strings put together without anything between.
    package static func read(_ set: [[UInt8]]) -> TXTSetReading<MTASTSRecord> {
        TXTSetReading(set, kind) { (bytes, versionEnd, findings) throws(RuleViolation) in
            try parse(bytes, versionEnd: versionEnd, &findings)
        }
    }

    /// Reads a single record, with the departures from the grammar that are accepted.
    package static func parse(
        _ bytes: [UInt8]
    ) throws(RuleViolation) -> (record: MTASTSRecord, findings: [Finding]) {
        guard let end = kind.versionEnd(in: bytes) else { throw kind.versionViolation(of: bytes) }
        var findings: [Finding] = []
        let record = try parse(bytes, versionEnd: end, &findings)
        return (record, findings)
    }

    private static func parse(
        _ bytes: [UInt8], versionEnd: Int, _ findings: inout [Finding]
    ) throws(RuleViolation) -> MTASTSRecord {
        var fields = RecordFieldReader(bytes, versionEnd: versionEnd, kind: kind)
        defer { findings += fields.findings }
        var id: String?
        var extensions: [RecordField] = []
        while try fields.advance() {
            let name = try fields.name()
            if !fields.cursor.holds(idName, in: name) {
                let value = try fields.extensionValue()
                extensions.append(
                    RecordField(
                        name: fields.cursor.string(name), value: fields.cursor.string(value)))
            } else if id == nil {
                id = try parseID(&fields.cursor)
            } else {
                let value = try fields.extensionValue()
                fields.note(.recordRepeatedID, fields.cursor.string(value))
            }
        }
        guard let id else {
            throw RuleViolation("the record has no id", section: section, code: .recordNoID)
        }
        return MTASTSRecord(id: id, extensions: extensions)
    }

    /// `1*32(ALPHA / DIGIT)`.
    private static func parseID(_ cursor: inout ByteCursor) throws(RuleViolation) -> String {
        func violation(_ reason: String, at offset: Int) -> RuleViolation {
            RuleViolation(reason, section: section, offset: offset, code: .recordBadID)
        }
        let id = cursor.skip(while: \.isLetterOrDigit)
        if let next = cursor.byte, !next.isWSP, next != UInt8(ascii: ";") {
            throw violation("id holds something other than letters and digits", at: id.upperBound)
        }
        guard !id.isEmpty else { throw violation("id is empty", at: id.lowerBound) }
        guard id.count <= 32 else {
            throw violation("id is longer than 32 characters", at: id.lowerBound + 32)
        }
        return cursor.string(id)
    }

    private static let section = "RFC 8461 §3.1"
    private static let idName = Array("id".utf8)
    private static let kind = TXTRecordKind(
        version: Array("v=STSv1".utf8), marker: Array("v=sts".utf8), section: section,
        codes: TXTRecordKind.Codes(
            multiple: .recordMultiple, badVersion: .recordBadVersion, noField: .recordNoID,
            badField: .recordBadExtension, spaceBeforeSemicolon: .recordSpaceBeforeSemicolon,
            trailingSpace: .recordTrailingSpace))
}

extension MTASTSRecord: CustomStringConvertible {
    /// As it is to be published: `v=STSv1; id=20160831085700Z`.
    package var description: String {
        extensions.reduce("v=STSv1; id=\(id)") { "\($0); \($1)" }
    }
}
