/// Text on its way to a terminal, whoever wrote it: the one place where it is made harmless.
///
/// Printable ASCII passes, and the letters and signs of the scripts that run from left to right and
/// are a column wide; every other scalar stands as `\u{202E}`: control characters, those that turn
/// the direction of writing, those that are invisible, combine or are wide. So nothing steers the
/// terminal, hides or poses as another text, and each scalar is one column wide.
enum TerminalText {
    /// One line; of a tab a space is left.
    static func harmless(_ text: some StringProtocol) -> String {
        guard !text.unicodeScalars.allSatisfy(passes) else { return String(text) }
        var harmless = ""
        for scalar in text.unicodeScalars {
            if passes(scalar) {
                harmless.unicodeScalars.append(scalar)
            } else if scalar == "\t" {
                harmless += " "
            } else {
                harmless += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }
        return harmless
    }

    /// Several lines, each harmless.
    static func harmless(lines text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { harmless(Substring($0)) }.joined(separator: "\n")
    }

    /// JSON that says the same: outside ASCII it has nothing but text, where `\u202E` stands for the
    /// scalar itself (RFC 8259 §7).
    static func harmless(json text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(passesInJSON) else { return text }
        var harmless = ""
        for scalar in text.unicodeScalars {
            if passesInJSON(scalar) {
                harmless.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: true)
                    harmless += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return harmless
    }

    /// Line feeds and spaces stand between JSON's values; within texts an encoder escapes them.
    private static func passesInJSON(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || passes(scalar)
    }

    private static func passes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        case ..<0xA1: false
        case ..<firstFromTheRight: isVisible(scalar)
        default: ownSigns.contains(scalar)
        }
    }

    /// The Hebrew block's first; Latin, Greek, Cyrillic and Armenian come before.
    private static let firstFromTheRight: UInt32 = 0x0590

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .spaceSeparator, .nonspacingMark, .enclosingMark,
            .spacingMark:
            false
        default: true
        }
    }

    /// What our own sentences use, and what stands for a rejected line's invisible characters.
    private static let ownSigns: Set<Unicode.Scalar> = ["…", "–", "\u{FFFD}"]
}
