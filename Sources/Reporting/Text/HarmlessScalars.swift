extension Unicode.Scalar {
    /// False for control characters, except tab and line feed, and for those that turn the
    /// direction of what follows: with them a text could pose as another.
    var isHarmless: Bool {
        switch value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
