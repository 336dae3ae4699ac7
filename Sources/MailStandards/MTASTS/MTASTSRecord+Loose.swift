extension MTASTSRecord {
    /// What the author of a record that is not valid probably meant, which is valid as it prints;
    /// nil where that cannot be told.
    ///
    /// An id loses what is neither letter nor digit; where there is none, or more than 32 are
    /// left, nobody can say what it was to be.
    package static func probablyMeant(by record: [UInt8]) -> MTASTSRecord? {
        let names: Set<String> = ["v", "id"]
        let fields = LooseFields(record, names: names)
        guard fields.hasVersion("stsv1"),
            let id = fields.values("id").first?
                .filter(\.isLetterOrDigit)
        else { return nil }
        let meant = MTASTSRecord(
            id: String(decoding: id, as: UTF8.self), extensions: fields.extensions(except: names))
        return (try? parse(Array(meant.description.utf8)))?.record
    }
}
