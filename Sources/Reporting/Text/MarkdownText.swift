import Mustache

/// Text put into Markdown, in a paragraph, a heading or a table's cell: one line, without any
/// markup of its own, links that begin with a scheme or `www.` included.
struct MarkdownText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "@": escaped += "&#64;"
            case "\n", "\r", "\t": escaped += " "
            case "|", "\\", "`", "*", "[", "]", "~", "#", "!", "$", "_":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "/": escaped += escaped.utf8.last == UInt8(ascii: "/") ? "&#47;" : "/"
            case ".": escaped += Self.endsWithWWW(escaped) ? "&#46;" : "."
            default: escaped.unicodeScalars.append(scalar.isHarmless ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }

    /// The dot after it would make a link of it.
    private static func endsWithWWW(_ text: String) -> Bool {
        text.utf8.suffix(3).allSatisfy { $0 | 0x20 == UInt8(ascii: "w") } && text.utf8.count >= 3
    }
}
