/// The TXT record at `_smtp._tls.DOMAIN`, which says where reports on failures go
/// (RFC 8460 §3): `v=TLSRPTv1; rua=mailto:reports@example.com`.
package struct TLSRPTRecord: Hashable, Sendable {
    /// The URIs that count, mailto and https, as they stand in the record; at least one.
    package var destinations: [String]
    /// Fields that the standard does not name, in their order.
    package var extensions: [RecordField]

    package init(destinations: [String], extensions: [RecordField] = []) {
        self.destinations = destinations
        self.extensions = extensions
    }

    /// What the whole TXT set at the name amounts to; each element is a record, its
    /// character-strings put together without anything between.
    package static func read(_ set: [[UInt8]]) -> TXTSetReading<TLSRPTRecord> {
        TXTSetReading(set, kind) { (bytes, versionEnd, findings) throws(RuleViolation) in
            try parse(bytes, versionEnd: versionEnd, &findings)
        }
    }

    /// Reads a single record, with the departures from the grammar that are accepted.
    package static func parse(
        _ bytes: [UInt8]
    ) throws(RuleViolation) -> (record: TLSRPTRecord, findings: [Finding]) {
        guard let end = kind.versionEnd(in: bytes) else { throw kind.versionViolation(of: bytes) }
        var findings: [Finding] = []
        let record = try parse(bytes, versionEnd: end, &findings)
        return (record, findings)
    }

    private static func parse(
        _ bytes: [UInt8], versionEnd: Int, _ findings: inout [Finding]
    ) throws(RuleViolation) -> TLSRPTRecord {
        var fields = RecordFieldReader(bytes, versionEnd: versionEnd, kind: kind)
        defer { findings += fields.findings }
        var uris: [ReportURI]?
        var extensions: [RecordField] = []
        while try fields.advance() {
            let name = try fields.name()
            if !fields.cursor.holds(ruaName, in: name) {
                let value = try fields.extensionValue()
                extensions.append(
                    RecordField(
                        name: fields.cursor.string(name), value: fields.cursor.string(value)))
                continue
            }
            let list = try parseURIs(&fields.cursor)
            if uris == nil {
                uris = list
            } else {
                fields.note(.tlsrptRepeatedRua, list.map(\.text).joined(separator: ","))
            }
        }
        guard let uris else {
            throw RuleViolation("the record has no rua", section: section, code: .tlsrptNoRua)
        }
        return TLSRPTRecord(destinations: try destinations(uris, &fields), extensions: extensions)
    }

    /// `tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)`.
    private static func parseURIs(_ cursor: inout ByteCursor) throws(RuleViolation) -> [ReportURI] {
        var uris: [ReportURI] = []
        repeat {
            let range = cursor.skip {
                !$0.isWSP && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";")
            }
            uris.append(
                try ReportURI(cursor, range) { reason, offset in
                    RuleViolation(reason, section: section, offset: offset, code: .tlsrptBadRua)
                })
        } while skipComma(&cursor)
        return uris
    }

    /// Steps over `*WSP "," *WSP`; stays before the white space if there is no comma behind it.
    private static func skipComma(_ cursor: inout ByteCursor) -> Bool {
        var ahead = cursor
        ahead.skipWSP()
        guard ahead.skip(UInt8(ascii: ",")) else { return false }
        ahead.skipWSP()
        cursor = ahead
        return true
    }

    /// The mailto and https URIs; those of other schemes are ignored (RFC 8460 §3).
    private static func destinations(
        _ uris: [ReportURI], _ fields: inout RecordFieldReader
    ) throws(RuleViolation) -> [String] {
        var destinations: [String] = []
        for uri in uris {
            if case .other = uri.scheme {
                fields.note(.tlsrptUnknownRuaScheme, uri.text)
            } else {
                destinations.append(uri.text)
            }
        }
        guard !destinations.isEmpty else {
            throw RuleViolation(
                "rua holds no mailto or https URI", section: section, code: .tlsrptNoUsableRua)
        }
        return destinations
    }

    private static let section = "RFC 8460 §3"
    private static let ruaName = Array("rua".utf8)
    private static let kind = TXTRecordKind(
        version: Array("v=TLSRPTv1".utf8), marker: Array("v=tlsrpt".utf8), section: section,
        codes: TXTRecordKind.Codes(
            multiple: .tlsrptMultiple, badVersion: .tlsrptBadVersion, noField: .tlsrptNoRua,
            badField: .tlsrptBadExtension,
            spaceBeforeSemicolon: .tlsrptSpaceBeforeSemicolon, trailingSpace: .tlsrptTrailingSpace))
}

extension TLSRPTRecord: CustomStringConvertible {
    /// As it is to be published: `v=TLSRPTv1; rua=mailto:reports@example.com`.
    package var description: String {
        extensions.reduce("v=TLSRPTv1; rua=\(destinations.joined(separator: ","))") {
            "\($0); \($1)"
        }
    }
}
