import Foundation

/// As much of a Markdown document as these tests ask for.
struct Markdown {
    /// A heading, and the lines up to the next one, whatever its level.
    struct Section {
        var heading: String
        var lines: [Substring] = []

        /// What stands in backquotes in the heading.
        var names: [String] { Markdown.codeSpans(heading) }

        /// What stands in backquotes below it.
        var codeSpans: Set<String> { Set(lines.flatMap { Markdown.codeSpans(String($0)) }) }

        /// The cells of its tables' rows whose first cell is code.
        var rows: [[String]] {
            lines.filter { $0.hasPrefix("| `") }.map { line in
                line.replacing("\\|", with: "\u{1}").split(
                    separator: "|", omittingEmptySubsequences: false
                ).dropFirst().dropLast().map {
                    $0.replacing("\u{1}", with: "|").trimmingCharacters(in: .whitespaces)
                }
            }
        }
    }

    /// A fenced block of code.
    struct Block {
        var language: String
        /// The line on which it begins, from 1.
        var line: Int
        var text: String
    }

    private(set) var sections: [Section] = []
    private(set) var blocks: [Block] = []

    init(_ path: String) throws { self.init(text: try Repository.text(path)) }

    init(text: String) {
        var fence: Block?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                if let block = fence {
                    blocks.append(block)
                    fence = nil
                } else {
                    fence = Block(language: String(line.dropFirst(3)), line: index + 1, text: "")
                }
            } else if fence != nil {
                fence?.text += line + "\n"
            } else if line.hasPrefix("#") {
                let heading = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                sections.append(Section(heading: heading))
            } else if !sections.isEmpty {
                sections[sections.count - 1].lines.append(line)
            }
        }
    }

    /// What stands between single backquotes.
    static func codeSpans(_ text: String) -> [String] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
}
