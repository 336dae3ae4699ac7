import MailStandards

/// What `lint` says for people: the verdict, each broken rule with the place where it is broken,
/// each departure that is accepted, and what was probably meant.
struct LintText {
    var kind: LintKind
    var texts: [[UInt8]]
    var reading: LintReading
    var coloured: Bool

    /// How much of a long line stands on each side of the place.
    private static let context = 60

    var lines: [String] {
        let status = reading.answer.status
        let tone: Tone = status == .valid ? .good : .bad
        let word = coloured ? tone.paint(status.rawValue) : status.rawValue
        var lines = ["\(kind.rawValue): " + word]
        lines += statusLines
        for violation in reading.violations { lines += explained(violation) }
        for finding in reading.findings { lines += Self.explained(finding) }
        if let meant = reading.answer.probablyMeant {
            lines.append("  probably meant:")
            for line in meant.split(separator: "\n") {
                lines.append("      " + String(showing: line.utf8))
            }
        } else if status == .invalid {
            lines.append("  what was meant cannot be told")
        }
        return lines
    }

    private var statusLines: [String] {
        switch reading.answer.status {
        case .valid:
            reading.answer.fields["usable"] == .truth(false) ? ["  SMTP cannot use it"] : []
        case .absent: ["  none of the records is one of this kind; senders see none"]
        case .multiple: ["  more than one record is of this kind; senders treat them as none"]
        case .invalid: []
        }
    }

    private func explained(_ violation: RuleViolation) -> [String] {
        let sentence = "  \(violation.reason) (\(violation.section)\(place(violation.offset)))"
        guard let index = reading.text, let offset = violation.offset else { return [sentence] }
        return [sentence] + Self.excerpt(texts[index], offset).map { "      " + $0 }
    }

    private func place(_ offset: Int?) -> String {
        guard let index = reading.text, let offset else { return "" }
        let text = texts[index]
        var place = ", byte \(offset)"
        if texts.count > 1 { place = ", record \(index + 1)" + place }
        if kind == .stsPolicy {
            place = ", line \(text.prefix(offset).count { $0 == 0x0A } + 1)" + place
        }
        return place
    }

    /// The line in which the byte is, and a caret below it.
    static func excerpt(_ text: [UInt8], _ offset: Int) -> [String] {
        let offset = min(offset, text.count)
        let lineStart = text[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        var lineEnd = text[offset...].firstIndex(of: 0x0A) ?? text.count
        if lineEnd > offset, text[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let start = max(lineStart, offset - context)
        let end = min(lineEnd, offset + context)
        // A tab would move the caret's column.
        func shown(_ range: Range<Int>) -> String {
            String(showing: text[range].map { $0 == 0x09 ? 0x20 : $0 })
        }
        let before = (start > lineStart ? "..." : "") + shown(start..<offset)
        let behind = shown(offset..<end) + (end < lineEnd ? "..." : "")
        return [before + behind, String(repeating: " ", count: before.count) + "^"]
    }

    private static func explained(_ finding: Finding) -> [String] {
        ["  finding, \(finding.code.rawValue): \(finding.code.meaning)"]
            + (finding.detail.map { ["      " + String(showing: $0.utf8)] } ?? [])
    }
}
