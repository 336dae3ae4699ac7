/// How a piece of text stands out, by colour where there is any.
enum Tone: String {
    case plain = ""
    case strong = "1"
    case faint = "2"
    case good = "32"
    case weak = "33"
    case bad = "31"

    /// With the escape sequences of a terminal (ECMA-48 §8.3.117).
    func paint(_ text: String) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}
