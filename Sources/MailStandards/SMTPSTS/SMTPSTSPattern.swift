/// An mx pattern of the draft: `["*."] 1*dtext *("." 1*dtext)` (draft-margolis-smtp-sts-00 §3.1).
enum SMTPSTSPattern {
    /// Seen: the draft's own example had its asterisk eaten by a formatter, so that people
    /// published `_.example.com` and `.example.com`.
    static func parse(
        _ cursor: ByteCursor, _ item: Range<Int>
    ) throws(RuleViolation) -> (pattern: MXPattern, variant: FindingCode?) {
        let bytes = cursor.bytes[item]
        let (prefix, variant) = wildcard(bytes)
        let base = bytes.dropFirst(prefix)
        guard !base.isEmpty,
            let name = DomainName(cursor.string(base.startIndex..<item.upperBound)),
            base.last != UInt8(ascii: "."),
            base.allSatisfy({
                $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            })
        else {
            throw SMTPSTSParser.violation(
                "mx holds something other than a pattern", .draftBadMX, at: item.lowerBound)
        }
        return (MXPattern(accepted: prefix > 0 ? "*." + name.text : name.text), variant)
    }

    /// How many bytes stand for the wildcard, and the finding if they are not `*.`.
    private static func wildcard(_ bytes: ArraySlice<UInt8>) -> (Int, FindingCode?) {
        let dot = UInt8(ascii: ".")
        if bytes.starts(with: [UInt8(ascii: "*"), dot]) { return (2, nil) }
        if bytes.starts(with: [UInt8(ascii: "_"), dot]) { return (2, .draftUnderscoreWildcard) }
        return bytes.first == dot ? (1, .draftDotWildcard) : (0, nil)
    }
}
