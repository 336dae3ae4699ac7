/// The size behind a report URI: `1*DIGIT ["k" / "m" / "g" / "t"]`, units being powers of two
/// (draft-margolis-smtp-sts-00 §3.1).
enum ReportSize {
    /// Nil if it is no size, or its number does not fit 64 bits; a size that is larger than
    /// 64 bits only by its unit is the largest number.
    static func bytes(_ text: ArraySlice<UInt8>) -> UInt64? {
        let shift = text.last.flatMap(shift)
        let digits = shift == nil ? text : text.dropLast()
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit),
            let number = UInt64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let (size, overflows) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
        return overflows ? .max : size
    }

    private static func shift(_ unit: UInt8) -> UInt64? {
        switch unit.lowercased {
        case UInt8(ascii: "k"): 10
        case UInt8(ascii: "m"): 20
        case UInt8(ascii: "g"): 30
        case UInt8(ascii: "t"): 40
        default: nil
        }
    }
}
