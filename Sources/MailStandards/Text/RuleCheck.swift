/// Every rule that a text breaks, where a reading ends with the first one.
package struct RuleCheck: Sendable, Equatable {
    /// In the order in which they were met; offsets are those of the text.
    package private(set) var violations: [RuleViolation] = []
    /// The departures that are accepted.
    package private(set) var findings: [Finding] = []

    /// The kinds of violation that a text can have at once are few; this is a limit for junk.
    private static let limit = 20

    /// Reads the text; replaces the line or field that breaks a rule with one that does not, and
    /// reads it again, until it is well formed or nobody can say where the fault is.
    ///
    /// - Parameters:
    ///   - separator: what stands between lines or fields.
    ///   - mend: what could stand in place of the piece; nil if the rest cannot be judged.
    ///   - read: the strict reading; the violation, if there is one, and the findings.
    init(
        _ text: [UInt8], separator: UInt8,
        mend: (ArraySlice<UInt8>, RuleViolation) -> String?,
        read: ([UInt8]) -> (RuleViolation?, [Finding])
    ) {
        var pieces = text.split(separator: separator, omittingEmptySubsequences: false).map {
            Piece(bytes: Array($0), start: $0.startIndex)
        }
        var seen: Set<Finding> = []
        while true {
            let reading = read(Array(pieces.map(\.bytes).joined(separator: [separator])))
            for finding in reading.1 where finding.code != reading.0?.code {
                if seen.insert(finding).inserted { note(finding) }
            }
            guard let violation = reading.0 else { return }
            guard let offset = violation.offset else {
                violations.append(violation)
                guard violations.count < Self.limit, let more = mend([], violation) else { return }
                if pieces.last?.bytes.isEmpty == true { pieces.removeLast() }
                pieces.append(Piece(bytes: Array(more.utf8), start: nil))
                continue
            }
            let place = Self.place(of: offset, in: pieces)
            guard let start = pieces[place.piece].start else { return }
            var found = violation
            found.offset = start + place.offset
            violations.append(found)
            guard violations.count < Self.limit,
                let other = mend(pieces[place.piece].bytes[...], violation)
            else { return }
            pieces[place.piece] = Piece(bytes: Array(other.utf8), start: nil)
        }
    }

    private struct Piece {
        var bytes: [UInt8]
        /// Where it stands in the text; nil if it was put there to read on.
        var start: Int?
    }

    private mutating func note(_ finding: Finding) {
        let isMend = finding.code == .draftUnknownField && finding.detail == Self.mended
        if !isMend { findings.append(finding) }
    }

    /// A separator belongs to the piece before it.
    private static func place(of offset: Int, in pieces: [Piece]) -> (piece: Int, offset: Int) {
        var rest = offset
        for (index, piece) in pieces.enumerated().dropLast() {
            if rest <= piece.bytes.count { return (index, rest) }
            rest -= piece.bytes.count + 1
        }
        return (pieces.count - 1, rest)
    }

    /// The name of a field that stands for one that was no field.
    static let mended = "mended"
}
