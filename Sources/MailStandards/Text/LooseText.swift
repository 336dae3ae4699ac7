/// Bytes from the wire as a person reads them who means well: without what editors, zone files and
/// web forms leave in them.
enum LooseText {
    /// Without quotes, backslashes, byte order marks and invisible characters; control characters
    /// and spaces of other kinds become blanks.
    static func cleaned(_ bytes: [UInt8], keepingLineEnds: Bool = false) -> [UInt8] {
        var cleaned: [UInt8] = []
        cleaned.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            if byte >= 0x80,
                let (sequence, replacement) = replacements.first(where: { rest.starts(with: $0.0) })
            {
                cleaned += replacement
                rest = rest.dropFirst(sequence.count)
                continue
            }
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "`"): break
            case 0x0A,
                0x0D where keepingLineEnds:
                cleaned.append(byte)
            case 0..<0x20, 0x7F: cleaned.append(0x20)
            default: cleaned.append(byte)
            }
        }
        return cleaned
    }

    /// Without white space, and the bytes named, at both ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>, _ more: String = "") -> ArraySlice<UInt8> {
        func goes(_ byte: UInt8) -> Bool { byte.isWSP || more.utf8.contains(byte) }
        let start = bytes.drop(while: goes)
        let end = start.lastIndex { !goes($0) }
        return end.map { start[...$0] } ?? start.prefix(0)
    }

    /// A number of seconds, with blanks, commas or a unit, as in `604 800` or `1 week`; nil if it
    /// is none. What is larger than the ceiling is the ceiling.
    static func seconds(_ value: ArraySlice<UInt8>, ceiling: Int) -> Int? {
        let text = value.filter { !$0.isWSP && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "_") }
        let unsigned = text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        let digits = unsigned.prefix(while: \.isDigit)
        let unit = unsigned[digits.endIndex...].map(\.lowercased)
        guard !digits.isEmpty, let factor = units[String(decoding: unit, as: UTF8.self)] else {
            return nil
        }
        var seconds = 0
        for digit in digits { seconds = min(seconds * 10 + Int(digit - 0x30), ceiling) }
        return min(seconds * factor, ceiling)
    }

    /// No-break space, zero-width characters, byte order mark, typographic quotes.
    private static let replacements: [([UInt8], [UInt8])] = [
        ("\u{A0}", " "), ("\u{200B}", ""), ("\u{200C}", ""), ("\u{200D}", ""), ("\u{FEFF}", ""),
        ("\u{2018}", ""), ("\u{2019}", ""), ("\u{201C}", ""), ("\u{201D}", ""), ("\u{201E}", ""),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static let units: [String: Int] = {
        let names: [(Int, [String])] = [
            (1, ["", "s", "sec", "second", "seconds"]),
            (60, ["min", "minute", "minutes"]),
            (3_600, ["h", "hour", "hours"]),
            (86_400, ["d", "day", "days"]),
            (604_800, ["w", "week", "weeks"]),
        ]
        return names.reduce(into: [:]) { units, row in
            for name in row.1 { units[name] = row.0 }
        }
    }()
}
