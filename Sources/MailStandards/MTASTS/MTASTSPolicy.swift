/// An MTA-STS policy: which MX hosts a domain has, and what to do where they fail
/// (RFC 8461 §3.2).
///
/// On the wire, terminated by LF or CRLF:
///
///     version: STSv1
///     mode: enforce
///     mx: *.example.com
///     max_age: 604800
package struct MTASTSPolicy: Hashable, Sendable {
    package enum Mode: String, Sendable, CaseIterable { case enforce, testing, none }

    package var mode: Mode
    /// How long a sender may keep it, in seconds: 0 to 31,557,600.
    package var maxAgeSeconds: Int
    /// In the order of the policy; may be empty only in mode none.
    package var patterns: [MXPattern]

    package init(mode: Mode, maxAgeSeconds: Int, patterns: [MXPattern]) {
        self.mode = mode
        self.maxAgeSeconds = maxAgeSeconds
        self.patterns = patterns
    }

    /// Whether one of the patterns matches the MX host's name (RFC 8461 §4.1).
    package func matches(_ host: DomainName) -> Bool { patterns.contains { $0.matches(host) } }
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

/// What a policy's body amounts to.
package struct MTASTSPolicyReading: Sendable, Equatable {
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

extension MTASTSPolicy: CustomStringConvertible {
    /// As it is to be published, each line ended by LF.
    package var description: String {
        let mx = patterns.map { "mx: \($0.text)\n" }.joined()
        return "version: STSv1\nmode: \(mode.rawValue)\n\(mx)max_age: \(maxAgeSeconds)\n"
    }
}
