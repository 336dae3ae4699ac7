/// The fields of a record as a person reads them: `V: STSv1, ID = 2016-08` is `v=STSv1; id=2016-08`.
///
/// Semicolons may be missing or doubled, be commas or blanks, `=` may be a colon, with white space
/// round it, and names may be in any case.
struct LooseFields {
    struct Field {
        /// In lower case; empty where a piece has no name.
        var name: String
        /// The name and value as they stand.
        var field: RecordField
        var value: [UInt8]
    }

    private(set) var fields: [Field] = []

    /// - Parameter names: those of the standard, which are known also where a colon follows.
    init(_ record: [UInt8], names: Set<String>) {
        let pieces = LooseText.cleaned(record).split(separator: UInt8(ascii: ";"))
        for piece in pieces {
            var start = piece.startIndex
            for index in piece.indices.dropFirst()
            where Self.beginsField(piece[index...], after: piece[index - 1], names) {
                add(piece[start..<index], names)
                start = index
            }
            add(piece[start...], names)
        }
    }

    /// The values of the fields of that name, those without anything in them left out.
    func values(_ name: String) -> [[UInt8]] {
        fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// Whether a version is named that is probably this one: `stsv1`.
    ///
    /// Another number is another version, not a slip.
    func hasVersion(_ version: String) -> Bool {
        let named = values("v").first ?? fields.first.flatMap { $0.name.isEmpty ? $0.value : nil }
        guard let letters = named?.filter(\.isLetterOrDigit).map(\.lowercased) else { return false }
        return letters.filter(\.isDigit) == version.utf8.filter(\.isDigit)
            && EditDistance.between(letters, Array(version.utf8), atMost: 1) != nil
    }

    /// Fields of other names that the grammar allows as they stand.
    func extensions(except names: Set<String>) -> [RecordField] {
        fields.compactMap { field in
            let name = Array(field.field.name.utf8)
            guard !names.contains(field.name), let first = name.first, first.isLetterOrDigit,
                name.count <= 32, !field.value.isEmpty,
                field.value.allSatisfy({ $0.isVisible && $0 != UInt8(ascii: "=") })
            else { return nil }
            return field.field
        }
    }

    private mutating func add(_ piece: ArraySlice<UInt8>, _ names: Set<String>) {
        let text = LooseText.trimmed(piece, ",'")
        guard !text.isEmpty else { return }
        let mark = text.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
        let name = LooseText.trimmed(text[..<(mark ?? text.startIndex)])
        let key = String(decoding: name.map(\.lowercased), as: UTF8.self)
        guard let mark, !name.isEmpty, name.allSatisfy(RecordFieldReader.isNameByte),
            text[mark] == UInt8(ascii: "=") || names.contains(key)
        else {
            fields.append(
                Field(name: "", field: RecordField(name: "", value: ""), value: Array(text)))
            return
        }
        let value = LooseText.trimmed(text[(mark + 1)...].drop { $0 == UInt8(ascii: "=") }, "'")
        let field = RecordField(
            name: String(decoding: name, as: UTF8.self),
            value: String(decoding: value, as: UTF8.self))
        fields.append(Field(name: key, field: field, value: Array(value)))
    }

    /// Behind a blank or comma: a name and `=`, or a known name and a colon.
    private static func beginsField(
        _ rest: ArraySlice<UInt8>, after previous: UInt8, _ names: Set<String>
    ) -> Bool {
        guard previous.isWSP || previous == UInt8(ascii: ",") else { return false }
        let name = rest.prefix(while: RecordFieldReader.isNameByte)
        guard !name.isEmpty, name.count <= 32 else { return false }
        let next = rest[name.endIndex...].first { !$0.isWSP }
        if next == UInt8(ascii: "=") { return true }
        return next == UInt8(ascii: ":")
            && names.contains(String(decoding: name.map(\.lowercased), as: UTF8.self))
    }
}
