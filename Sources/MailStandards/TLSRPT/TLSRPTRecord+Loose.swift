extension TLSRPTRecord {
    /// What the author of a record that is not valid probably meant, which is valid as it prints;
    /// nil where that cannot be told.
    ///
    /// An address without a scheme is mailto; a size, which RFC 8460 §3 has no place for, goes;
    /// what is no mailto or https URI even so goes too.
    package static func probablyMeant(by record: [UInt8]) -> TLSRPTRecord? {
        let names: Set<String> = ["v", "rua"]
        let fields = LooseFields(record, names: names)
        guard fields.hasVersion("tlsrptv1") else { return nil }
        // Behind a semicolon that should be a comma an address has no name before it.
        var destinations: [String] = []
        var seen: Set<String> = []
        for field in fields.fields where field.name == "rua" || field.name.isEmpty {
            for item in LooseReportURI.list(field.value) where seen.insert(item.uri).inserted {
                destinations.append(item.uri)
            }
        }
        guard !fields.values("rua").isEmpty else { return nil }
        let meant = TLSRPTRecord(
            destinations: destinations, extensions: fields.extensions(except: names))
        return (try? parse(Array(meant.description.utf8)))?.record
    }
}
