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

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard !field.isEmpty else { return nil }
        var number = 0
        for byte in field {
            guard byte.isDigit else { return nil }
            let (tens, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if isOver || isOverToo { return nil }
            number = sum
        }
        return number
    }
}
