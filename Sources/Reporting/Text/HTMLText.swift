import Mustache

/// Text put into HTML, in an element or a quoted attribute.
///
/// Why: swift-mustache's own escaping goes by grapheme cluster, so a quote followed by a
/// combining mark passes it unescaped. This one goes scalar by scalar.
struct HTMLText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar.isHarmless ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }
}
