/// What a policy's body amounts to.
package struct MTASTSPolicyReading: Sendable, Equatable {
    /// Either a policy, or the rule that its text breaks.
    package enum State: Sendable, Equatable {
        case valid(MTASTSPolicy)
        case invalid(RuleViolation)
    }

    package var state: State
    /// The kind of violation too, as the last one, where the policy is invalid.
    package var findings: [Finding]

    /// The policy where it is valid.
    package var policy: MTASTSPolicy? {
        if case .valid(let policy) = state { policy } else { nil }
    }
}

extension MTASTSPolicy {
    /// Reads a policy's body, with the departures from the grammar that are accepted.
    package static func parse(
        _ body: [UInt8]
    ) throws(RuleViolation) -> (policy: MTASTSPolicy, findings: [Finding]) {
        let reading = read(body)
        switch reading.state {
        case .valid(let policy): return (policy, reading.findings)
        case .invalid(let violation): throw violation
        }
    }

    /// Reads a policy's body, and keeps what was found on the way also where it is invalid.
    package static func read(_ body: [UInt8]) -> MTASTSPolicyReading {
        var parser = MTASTSPolicyParser(body)
        do throws(RuleViolation) {
            let policy = try parser.parse()
            return MTASTSPolicyReading(state: .valid(policy), findings: parser.findings)
        } catch {
            return MTASTSPolicyReading(
                state: .invalid(error),
                findings: parser.findings + (error.finding.map { [$0] } ?? []))
        }
    }
}
