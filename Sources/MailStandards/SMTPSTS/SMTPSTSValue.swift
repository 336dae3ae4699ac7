/// The value of a field of an SMTP STS record (draft-margolis-smtp-sts-00 §3.1).
struct SMTPSTSValue {
    private(set) var findings: [Finding] = []
    private let cursor: ByteCursor
    private let range: Range<Int>

    init(_ cursor: ByteCursor, _ range: Range<Int>) {
        self.cursor = cursor
        self.range = range
    }

    private var bytes: ArraySlice<UInt8> { cursor.bytes[range] }

    /// `dnssec`, or `webpki:URI`.
    ///
    /// Deviation: a bare `webpki`, as in the next draft, and a bare https URI, which the grammar
    /// has in place of the prose's `webpki:URI`, are accepted.
    mutating func authentication() throws(RuleViolation) -> SMTPSTSRecord.Authentication {
        if bytes.isIgnoringCase(Self.dnssec) { return .dnssec }
        if bytes.isIgnoringCase(Self.webpki) {
            note(.draftBareWebPKI, cursor.string(range))
            return .webPKI(uri: nil)
        }
        let prefix = bytes.prefix(Self.webpki.count + 1)
        let hasPrefix =
            prefix.last == UInt8(ascii: ":") && prefix.dropLast().isIgnoringCase(Self.webpki)
        let place = (hasPrefix ? range.lowerBound + prefix.count : range.lowerBound)
        let uri = try ReportURI(cursor, place..<range.upperBound) { _, offset in
            SMTPSTSParser.violation(
                "a is neither dnssec nor webpki with a URI", .draftBadAuthentication, at: offset)
        }
        guard uri.scheme == .https else {
            throw SMTPSTSParser.violation(
                "the URI of a is not https", .draftBadAuthentication, at: place)
        }
        if !hasPrefix { note(.draftBareURI, uri.text) }
        return .webPKI(uri: uri.text)
    }

    /// `webpki` or `tlsa`.
    func constraint() throws(RuleViolation) -> SMTPSTSRecord.Constraint {
        for constraint in SMTPSTSRecord.Constraint.allCases
        where bytes.isIgnoringCase(Array(constraint.rawValue.utf8)) { return constraint }
        throw SMTPSTSParser.violation(
            "c is neither webpki nor tlsa", .draftBadConstraint, at: range.lowerBound)
    }

    /// `1*6DIGIT`. Deviation: more digits are accepted, since six are but eleven days.
    mutating func expirySeconds() throws(RuleViolation) -> Int {
        guard !range.isEmpty, bytes.allSatisfy(\.isDigit) else {
            throw SMTPSTSParser.violation(
                "e is not a number of seconds", .draftBadExpiry, at: range.lowerBound)
        }
        if range.count > 6 { note(.draftLongExpiry, cursor.string(range)) }
        return Int(cursor.string(range)) ?? .max
    }

    /// `sts-uri *(*WSP "," *WSP sts-uri)`, `sts-uri = URI ["!" 1*DIGIT ["k"/"m"/"g"/"t"]]`.
    func destinations() throws(RuleViolation) -> [SMTPSTSRecord.ReportDestination] {
        var destinations: [SMTPSTSRecord.ReportDestination] = []
        for item in items() { destinations.append(try destination(item)) }
        return destinations
    }

    private func destination(
        _ item: Range<Int>
    ) throws(RuleViolation) -> SMTPSTSRecord.ReportDestination {
        let mark = cursor.bytes[item].firstIndex(of: UInt8(ascii: "!"))
        let uri = try ReportURI(cursor, item.lowerBound..<(mark ?? item.upperBound)) {
            SMTPSTSParser.violation($0, .draftBadRua, at: $1)
        }
        guard let mark else { return .init(uri: uri.text, maximumBytes: nil) }
        guard let size = ReportSize.bytes(cursor.bytes[(mark + 1)..<item.upperBound]) else {
            throw SMTPSTSParser.violation("a size in rua is no size", .draftBadRua, at: mark)
        }
        return .init(uri: uri.text, maximumBytes: size)
    }

    /// `domain-match *("," domain-match)`.
    ///
    /// Deviation: white space round the commas is accepted, as the grammar has it for rua.
    mutating func patterns() throws(RuleViolation) -> [MXPattern] {
        var patterns: [MXPattern] = []
        for item in items() {
            let pattern = try SMTPSTSPattern.parse(cursor, item)
            if let variant = pattern.variant { note(variant, cursor.string(item)) }
            patterns.append(pattern.pattern)
        }
        if bytes.contains(where: \.isWSP) { note(.draftSpaceInMXList, cursor.string(range)) }
        return patterns
    }

    /// The items of a list with commas, without white space round them; at least one, which may
    /// be empty.
    private func items() -> [Range<Int>] {
        bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { item in
            var start = item.startIndex
            while start < item.endIndex, item[start].isWSP { start += 1 }
            return cursor.trimmingEnd(start..<item.endIndex)
        }
    }

    private mutating func note(_ code: FindingCode, _ detail: String) {
        findings.append(Finding(code, detail: detail))
    }

    private static let dnssec = Array("dnssec".utf8)
    private static let webpki = Array("webpki".utf8)
}
