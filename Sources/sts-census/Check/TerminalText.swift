/// Text on its way to a terminal, whoever wrote it: the one place where it is made harmless.
///
/// Printable ASCII passes, and a few signs that our own sentences use; every other scalar, control
/// characters and those that turn the direction of writing among them, stands as `\u{202E}`. So
/// nothing steers the terminal, and each scalar is one column wide.
enum TerminalText {
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

    private static func passes(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value) || ownSigns.contains(scalar)
    }

    private static let ownSigns: Set<Unicode.Scalar> = ["§", "…"]
}
