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

extension MTASTSPolicy {
    /// Reads a policy's body on beyond the first rule that it breaks.
    package static func check(_ body: [UInt8]) -> RuleCheck {
        RuleCheck(
            body, separator: 0x0A,
            mend: { line, violation in
                switch violation.code {
                case .policyBadVersion, .policyMissingVersion: "version: STSv1"
                case .policyBadMode, .policyMissingMode: modeStandIn(for: line)
                case .policyBadMaxAge, .policyMaxAgeOverCeiling, .policyMissingMaxAge:
                    "max_age: 604800"
                case .policyBadLine: standIn(for: line)
                case .policyBadExtension: "\(RuleCheck.mended): 1"
                default: "mx: mx.example"
                }
            },
            read: { body in
                let reading = read(body)
                guard case .invalid(let violation) = reading.state else {
                    return (nil, reading.findings)
                }
                return (violation, reading.findings)
            })
    }

    /// Whether mx is missing besides depends on the mode that was meant; none asks for least.
    private static func modeStandIn(for line: ArraySlice<UInt8>) -> String {
        "mode: \((looseMode(line) ?? .none).rawValue)"
    }

    /// A key that is there, though its line is none, is not missing besides.
    private static func standIn(for line: ArraySlice<UInt8>) -> String {
        switch looseKey(line) {
        case .version: "version: STSv1"
        case .mode: modeStandIn(for: line)
        case .maxAge: "max_age: 604800"
        case .mx: "mx: mx.example"
        case .unknown, nil: "\(RuleCheck.mended): 1"
        }
    }
}

extension MTASTSRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { field, violation in
                switch violation.code {
                case .recordBadID: "id=1"
                case .recordBadExtension: field.isField("id") ? "id=1" : "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension TLSRPTRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { field, violation in
                switch violation.code {
                case .tlsrptBadRua: "rua=mailto:a@b"
                case .tlsrptBadExtension:
                    field.isField("rua") ? "rua=mailto:a@b" : "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension SMTPSTSRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { _, violation in
                switch violation.code {
                case .draftBadTo: "to=true"
                case .draftBadMX: "mx=mx.example"
                case .draftBadAuthentication: "a=dnssec"
                case .draftBadConstraint: "c=tlsa"
                case .draftBadExpiry: "e=1"
                case .draftBadRua: "rua=mailto:a@b"
                case .draftBadField: "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension TXTSetReading {
    fileprivate static func violation(in reading: Self) -> (RuleViolation?, [Finding]) {
        guard case .invalid(let violation) = reading.state else { return (nil, reading.findings) }
        return (violation, reading.findings)
    }
}

extension ArraySlice<UInt8> {
    /// Whether a field has that name, whatever stands round it.
    fileprivate func isField(_ name: String) -> Bool {
        let word = LooseText.trimmed(self).prefix(while: \.isLetterOrDigit)
        return word.isIgnoringCase(Array(name.utf8))
    }
}
