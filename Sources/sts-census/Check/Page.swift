/// Lines of text for a terminal, wrapped to its width; whatever is put on it is made harmless.
struct Page {
    private struct Span {
        var text: String
        var tone: Tone
    }

    private let style: OutputStyle
    private var lines: [[Span]] = []

    init(_ style: OutputStyle) { self.style = style }

    /// All lines, each ended by LF.
    var text: String {
        lines.map { line in
            line.map { style.isColoured ? $0.tone.paint($0.text) : $0.text }.joined() + "\n"
        }.joined()
    }

    mutating func blank() {
        if lines.last?.isEmpty == false { lines.append([]) }
    }

    /// The title of a part, with an empty line above.
    mutating func heading(_ text: String) {
        blank()
        paragraph(text, indent: 0, tone: .strong)
    }

    /// A sentence or more, wrapped; `lead` stands before its first line, the others hang under it.
    mutating func paragraph(
        _ text: String, lead: String = "", leadTone: Tone = .faint, indent: Int = 2,
        tone: Tone = .plain
    ) {
        let lead = TerminalText.harmless(lead)
        let column = indent + lead.unicodeScalars.count
        let wrapped = Self.wrap(TerminalText.harmless(text), max(16, style.width - column))
        for (index, line) in wrapped.enumerated() {
            let start = index == 0 ? lead : Self.spaces(lead.unicodeScalars.count)
            lines.append([
                Span(text: Self.spaces(indent), tone: .plain),
                Span(text: line.isEmpty ? start.trimmedEnd : start, tone: leadTone),
                Span(text: line, tone: tone),
            ])
        }
    }

    /// What is said of one thing: its name in a column of its own.
    mutating func row(_ name: String, _ text: String, indent: Int = 2, tone: Tone = .plain) {
        let width = max(Self.nameWidth, name.unicodeScalars.count + 2)
        paragraph(text, lead: name + Self.spaces(width - name.count), indent: indent, tone: tone)
    }

    /// The column of a row's text, from its indent.
    static let nameWidth = 13

    /// A text as it came, broken where the width ends; of a long one only the beginning.
    ///
    /// - Parameter mark: which scalar a caret is to point at; only where it is on the first line.
    mutating func quote(_ text: String, indent: Int, mark: Int? = nil, limit: Int = 8) {
        let width = max(16, style.width - indent)
        var rest = TerminalText.harmless(text)[...]
        let count = rest.unicodeScalars.count
        for number in 0..<limit where number == 0 || !rest.isEmpty {
            let piece = Self.piece(rest, width)
            rest = rest.dropFirst(piece.count)
            line(piece, indent: indent)
            if number == 0, let mark, mark < width, mark <= piece.count {
                line(Self.spaces(mark) + "^", indent: indent, tone: .bad)
            }
        }
        if !rest.isEmpty { line("… (\(count) characters in all)", indent: indent, tone: .faint) }
    }

    /// A text to be copied: its lines as they are.
    mutating func copy(_ text: String, indent: Int) {
        for part in text.split(separator: "\n") {
            line(TerminalText.harmless(part), indent: indent, tone: .good)
        }
    }

    private mutating func line(_ text: String, indent: Int, tone: Tone = .plain) {
        lines.append([
            Span(text: Self.spaces(indent), tone: .plain), Span(text: text, tone: tone),
        ])
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// As much as fits on a line, up to a space if there is one in its second half.
    private static func piece(_ text: Substring, _ width: Int) -> String {
        let piece = text.prefix(width)
        guard piece.count < text.count, let space = piece.lastIndex(of: " "),
            piece.distance(from: piece.startIndex, to: space) > width / 2
        else { return String(piece) }
        return String(piece[...space])
    }

    /// Breaks at spaces, and within words that are longer than a line.
    private static func wrap(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = word
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            while line.isEmpty, word.count > width {
                lines.append(String(word.prefix(width)))
                word = word.dropFirst(width)
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }
}

extension String {
    fileprivate var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
