extension TLSARecord {
    /// Reads presentation form (RFC 6698 §2.2): three numbers and hex, in which white space may
    /// stand: `3 1 1 0C72AC70 B745AC19 …`.
    package init(parsing text: some StringProtocol) throws(RuleViolation) {
        var cursor = ByteCursor(Array(text.utf8))
        usage = try Self.number(&cursor, "certificate usage")
        selector = try Self.number(&cursor, "selector")
        matchingType = try Self.number(&cursor, "matching type")
        data = try Self.hex(&cursor)
    }

    /// A decimal number of 0 to 255, with white space before and behind it.
    private static func number(
        _ cursor: inout ByteCursor, _ name: String
    ) throws(RuleViolation) -> UInt8 {
        skipSpace(&cursor)
        let digits = cursor.skip(while: \.isDigit)
        guard !digits.isEmpty else {
            throw violation("\(name) is not a number", digits.lowerBound)
        }
        guard let number = UInt8(cursor.string(digits)) else {
            throw violation("\(name) is over 255", digits.lowerBound)
        }
        guard skipSpace(&cursor) else {
            throw violation("\(name) is not followed by white space", cursor.position)
        }
        return number
    }

    private static func hex(_ cursor: inout ByteCursor) throws(RuleViolation) -> [UInt8] {
        var data: [UInt8] = []
        data.reserveCapacity(64)
        var high: UInt8?
        while let byte = cursor.byte {
            guard !skipSpace(&cursor) else { continue }
            guard byte.isHexDigit, cursor.skip(byte) else {
                throw violation("the data holds something other than hex digits", cursor.position)
            }
            let value = byte.isDigit ? byte - 0x30 : (byte | 0x20) - 0x61 + 10
            if let first = high {
                data.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else {
            throw violation("the data ends within a byte", cursor.position)
        }
        guard !data.isEmpty else { throw violation("there is no data", cursor.position) }
        return data
    }

    @discardableResult
    private static func skipSpace(_ cursor: inout ByteCursor) -> Bool {
        !cursor.skip { $0.isWSP || $0 == 0x0A || $0 == 0x0D }.isEmpty
    }

    private static func violation(_ reason: String, _ offset: Int) -> RuleViolation {
        RuleViolation(reason, section: "RFC 6698 §2.2", offset: offset, code: .tlsaBadSyntax)
    }
}
