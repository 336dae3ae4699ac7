extension Unicode.Scalar {
    /// False for control characters, except tab and line feed, for those that turn the direction
    /// of what follows, and for those that are not seen: with them a text could pose as another.
    var isHarmless: Bool {
        switch value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0x20...0x7E: true
        default: isVisible
        }
    }

    private var isVisible: Bool {
        if properties.isDefaultIgnorableCodePoint { return false }
        return switch properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator, .unassigned: false
        default: true
        }
    }
}
