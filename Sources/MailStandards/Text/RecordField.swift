/// A field of a record that the standard does not name: `name=value`, kept as it was.
package struct RecordField: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension RecordField: CustomStringConvertible {
    package var description: String { "\(name)=\(value)" }
}
