extension SMTPSTSRecord {
    /// What the author of a record that is not valid probably meant, which is valid as it prints;
    /// nil where that cannot be told: no version, no to (or m), or a field that says nothing.
    package static func probablyMeant(by record: [UInt8]) -> SMTPSTSRecord? {
        let fields = LooseFields(record, names: ["v", "to", "m", "mx", "a", "c", "e", "rua"])
        func word(_ name: String) -> String? {
            fields.values(name).first.map {
                String(decoding: $0.filter(\.isLetterOrDigit).map(\.lowercased), as: UTF8.self)
            }
        }
        guard fields.hasVersion("sts1"), let mode = modes[word("to") ?? word("m") ?? ""] else {
            return nil
        }
        var meant = SMTPSTSRecord(mode: mode)
        if let mx = fields.values("mx").first {
            guard let patterns = LooseMXPattern.list(mx) else { return nil }
            meant.patterns = patterns
        }
        if let a = fields.values("a").first {
            guard let authentication = authentication(a) else { return nil }
            meant.authentication = authentication
        }
        if let c = word("c") {
            guard let constraint = Constraint(rawValue: c == "dane" ? "tlsa" : c) else {
                return nil
            }
            meant.constraint = constraint
        }
        if let e = fields.values("e").first {
            guard let seconds = LooseText.seconds(e[...], ceiling: .max / 604_800) else {
                return nil
            }
            meant.expirySeconds = seconds
        }
        meant.destinations =
            fields.values("rua").first.map(LooseReportURI.list)?.map {
                ReportDestination(uri: $0.uri, maximumBytes: $0.size)
            } ?? []
        return (try? parse(Array(meant.description.utf8)))?.record
    }

    private static func authentication(_ value: [UInt8]) -> Authentication? {
        if value.isIgnoringCase(Array("dnssec".utf8)) { return .dnssec }
        let prefix = Array("webpki".utf8)
        guard value.prefix(prefix.count).isIgnoringCase(prefix) else { return nil }
        let rest = value.dropFirst(prefix.count).drop { $0.isWSP || $0 == UInt8(ascii: ":") }
        if rest.isEmpty { return .webPKI(uri: nil) }
        guard let uri = LooseReportURI.list(Array(rest)).first?.uri, uri.hasPrefix("https:") else {
            return nil
        }
        return .webPKI(uri: uri)
    }

    private static let modes: [String: Mode] = [
        "true": .enforce, "yes": .enforce, "1": .enforce, "enforce": .enforce,
        "false": .report, "no": .report, "0": .report, "report": .report, "testing": .report,
    ]
}
