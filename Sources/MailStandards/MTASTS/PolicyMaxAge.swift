/// max_age: `1*10(DIGIT)`, seconds, at most 31,557,600, a year (RFC 8461 §3.2).
enum PolicyMaxAge {
    static let ceiling = 31_557_600
    /// Below this a policy hardly outlives an attack, so that it becomes a finding.
    static let day = 86_400

    static func parse(
        _ lines: PolicyLines, _ line: PolicyLines.Line
    ) throws(RuleViolation) -> Int {
        let digits = lines.cursor.bytes[line.value]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else {
            throw lines.violation(
                "max_age is not a number of seconds", line, .policyBadMaxAge)
        }
        var seconds = 0
        for digit in digits {
            seconds = seconds * 10 + Int(digit - UInt8(ascii: "0"))
            guard seconds <= ceiling else {
                throw lines.violation(
                    "max_age is over 31557600 seconds", line, .policyMaxAgeOverCeiling)
            }
        }
        guard digits.count <= 10 else {
            throw lines.violation("max_age has more than 10 digits", line, .policyBadMaxAge)
        }
        return seconds
    }
}
