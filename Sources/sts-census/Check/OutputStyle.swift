import Foundation

/// What stdout takes: how wide, and whether in colour.
struct OutputStyle {
    var width: Int
    var isColoured: Bool

    /// Where stdout is no terminal, and for tests.
    static let plain = OutputStyle(width: 80, isColoured: false)

    /// A terminal's own width, between 40 and 120 columns; colour on a terminal alone, unless
    /// `NO_COLOR` is set (https://no-color.org) or it knows none.
    static func standardOutput(_ environment: [String: String]) -> OutputStyle {
        guard isatty(STDOUT_FILENO) == 1 else { return .plain }
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let refusesColour =
            environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
        return OutputStyle(
            width: min(120, max(40, isKnown ? Int(size.ws_col) : 80)), isColoured: !refusesColour)
    }
}
