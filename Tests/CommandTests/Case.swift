import Testing

/// A command line that must be refused: what is wrong with it, and the words of what is said.
struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let arguments: [String]
    let words: [String]

    /// `words`, separated by `|`: all of them have to be said.
    init(_ why: String, _ line: String, _ words: String) {
        self.why = why
        arguments = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
        self.words = words.split(separator: "|").map(String.init)
    }

    var testDescription: String { why }
}
