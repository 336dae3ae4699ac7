/// A cell of CSV (RFC 4180 §2).
package enum CSVText {
    /// A text from outside: quoted where it must be, and never a formula.
    ///
    /// Why: a spreadsheet runs a cell that begins with one of these signs; an apostrophe before it
    /// makes it a text.
    package static func text(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first)
        else { return quoted(text) }
        return quoted("'" + text)
    }

    /// A line of cells that are ready, with its end.
    package static func line(_ cells: [String]) -> String {
        cells.joined(separator: ",") + "\r\n"
    }

    /// Scalar by scalar: a quote and a mark that combines with it are one character to Swift.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        var mustBeQuoted = false
        for scalar in text.unicodeScalars {
            if ",\"\n".unicodeScalars.contains(scalar) { mustBeQuoted = true }
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar.isHarmless ? scalar : "\u{FFFD}")
        }
        return mustBeQuoted ? quoted + "\"" : String(quoted.unicodeScalars.dropFirst())
    }
}
