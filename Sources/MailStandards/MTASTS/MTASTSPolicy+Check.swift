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
