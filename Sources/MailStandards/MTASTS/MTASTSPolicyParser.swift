/// Reads a policy line by line: `field *WSP *(term field *WSP) [term]`, with LF or CRLF as the
/// term (RFC 8461 §3.2).
struct MTASTSPolicyParser {
    private(set) var findings: [Finding] = []
    private var lines: PolicyLines
    private var hasVersion = false
    private var mode: MTASTSPolicy.Mode?
    private var maxAge: Int?
    private var patterns: [MXPattern] = []
    /// Keys that are ignored, though they resemble a known one.
    private var typos: [(key: PolicyLines.Key, line: PolicyLines.Line)] = []

    init(_ body: [UInt8]) { lines = PolicyLines(body) }

    mutating func parse() throws(RuleViolation) -> MTASTSPolicy {
        noteJSON()
        while let line = try lines.next() {
            switch line.key {
            case .version: try parseVersion(line)
            case .mode: try parseMode(line)
            case .maxAge: try parseMaxAge(line)
            case .mx: patterns.append(try pattern(line))
            case .unknown:
                try lines.checkExtension(line)
                noteTypo(line)
            }
        }
        tellOfTypos()
        if let blank = lines.blankLine { note(.policyBlankLine, "line \(blank)") }
        return try policy()
    }

    private func policy() throws(RuleViolation) -> MTASTSPolicy {
        guard hasVersion else { throw missing("version", .policyMissingVersion) }
        guard let mode else { throw missing("mode", .policyMissingMode) }
        guard let maxAge else { throw missing("max_age", .policyMissingMaxAge) }
        guard !patterns.isEmpty || mode == .none else { throw missing("mx", .policyMissingMX) }
        return MTASTSPolicy(mode: mode, maxAgeSeconds: maxAge, patterns: patterns)
    }

    private func missing(_ key: String, _ code: FindingCode) -> RuleViolation {
        RuleViolation("the policy has no \(key)", section: Self.section, code: code)
    }

    private mutating func parseVersion(_ line: PolicyLines.Line) throws(RuleViolation) {
        guard !hasVersion else { return try skipRepeated(line) }
        guard lines.cursor.holds(Self.stsv1, in: line.value) else {
            throw lines.violation("version is not STSv1", line, .policyBadVersion)
        }
        hasVersion = true
    }

    private mutating func parseMode(_ line: PolicyLines.Line) throws(RuleViolation) {
        guard mode == nil else { return try skipRepeated(line) }
        for (name, value) in Self.modes where lines.cursor.holds(name, in: line.value) {
            mode = value
            return
        }
        // Seen: the drafts of August to December 2017 called testing "report".
        if lines.cursor.holds(Self.report, in: line.value) {
            note(.generationAugust2017, "mode: report")
        }
        throw lines.violation(
            "mode is not enforce, testing or none", line, .policyBadMode)
    }

    private mutating func parseMaxAge(_ line: PolicyLines.Line) throws(RuleViolation) {
        guard maxAge == nil else { return try skipRepeated(line) }
        let seconds = try PolicyMaxAge.parse(lines, line)
        maxAge = seconds
        if seconds == 0 {
            note(.policyMaxAgeZero)
        } else if seconds < PolicyMaxAge.day {
            note(.policyMaxAgeUnderADay, "\(seconds) seconds")
        }
    }

    private func pattern(_ line: PolicyLines.Line) throws(RuleViolation) -> MXPattern {
        try MXPattern(
            parsing: lines.cursor.bytes[line.value], section: Self.section,
            offset: line.value.lowerBound)
    }

    /// RFC 8461 §3.2: of a field that is repeated, all but the first are ignored.
    private mutating func skipRepeated(_ line: PolicyLines.Line) throws(RuleViolation) {
        try lines.checkExtension(line)
        note(.policyRepeatedKey, lines.cursor.string(line.name))
    }

    private mutating func noteTypo(_ line: PolicyLines.Line) {
        guard let key = PolicyKeyTypo.resembled(lines.cursor.bytes[line.name]) else { return }
        typos.append((key, line))
    }

    /// A key that resembles one that the policy has is somebody's extension.
    private mutating func tellOfTypos() {
        for typo in typos where !has(typo.key) {
            let name = lines.cursor.string(typo.line.name)
            note(
                .policyKeyTypo,
                "\(name) in line \(typo.line.number) resembles \(typo.key.rawValue)")
        }
    }

    private func has(_ key: PolicyLines.Key) -> Bool {
        switch key {
        case .version: hasVersion
        case .mode: mode != nil
        case .maxAge: maxAge != nil
        case .mx: !patterns.isEmpty
        case .unknown: false
        }
    }

    /// Seen: the drafts of December 2016 to July 2017 had the policy in JSON.
    private mutating func noteJSON() {
        let first = lines.cursor.bytes.first { !$0.isWSP && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{") { note(.generationDecember2016, "a policy in JSON") }
    }

    private mutating func note(_ code: FindingCode, _ detail: String? = nil) {
        findings.append(Finding(code, detail: detail))
    }

    static let section = "RFC 8461 §3.2"
    private static let stsv1 = Array("STSv1".utf8)
    private static let report = Array("report".utf8)
    private static let modes = MTASTSPolicy.Mode.allCases.map { (Array($0.rawValue.utf8), $0) }
}
