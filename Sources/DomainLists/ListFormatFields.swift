extension ListFormat {
    /// The domain's field of a line and the number in its rank column; no rank without such a
    /// column.
    func read(
        _ line: ArraySlice<UInt8>
    ) throws(RejectionReason) -> (domain: ArraySlice<UInt8>, rank: Int?) {
        guard separator != nil else { return try (onlyField(of: line), nil) }
        var fields = LineFields(line, separator: separator)
        var domain: ArraySlice<UInt8>?
        var rank: Int?
        for column in 0...max(domainColumn, rankColumn ?? 0) {
            guard let field = try fields.next() else { break }
            if column == domainColumn { domain = field }
            if column == rankColumn { rank = Self.number(field) }
        }
        guard let domain, !domain.isEmpty else { throw .noDomain }
        if rankColumn != nil, rank == nil { throw .badRank }
        return (domain, rank)
    }

    private func onlyField(of line: ArraySlice<UInt8>) throws(RejectionReason) -> ArraySlice<UInt8>
    {
        guard line.first == UInt8(ascii: "\"") else { return line }
        var fields = LineFields(line, separator: nil)
        guard let field = try fields.next(), !field.isEmpty else { throw .noDomain }
        return field
    }

    /// Whole, and of at most 15 digits, so that ranks can be added to without overflow.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard (1...15).contains(field.count) else { return nil }
        var number = 0
        for byte in field {
            guard byte.isDigit else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
