@testable internal import MailStandards

/// An MTA-STS policy's body.
enum PolicyCheck {
    static func run(_ body: [UInt8]) {
        let reading = MTASTSPolicy.read(body)
        switch reading.state {
        case .valid(let policy): expectStable(policy)
        case .invalid(let violation):
            require(violation.code != nil, "a violation has a code")
            require(reading.findings.last?.code == violation.code, "that is found last")
            require((0...body.count).contains(violation.offset ?? 0), "an offset in the text")
        }
        if !body.contains(0x0D) {
            let other = MTASTSPolicy.read(body.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
            require(other.policy == reading.policy, "CRLF and LF are alike")
        }
    }

    static func expectStable(_ policy: MTASTSPolicy) {
        let printed = policy.description
        require((0...31_557_600).contains(policy.maxAgeSeconds), "max_age is within a year")
        require(policy.mode == .none || !policy.patterns.isEmpty, "there are patterns")
        require(printed.split(separator: "\n").allSatisfy { String($0).isVisible }, "visible")
        require(MTASTSPolicy.read(Array(printed.utf8)).policy == policy, "it reads as it prints")
        for pattern in policy.patterns.prefix(4) {
            let host = require(DomainName(String(pattern.base)), "a pattern is of a name")
            require(policy.patterns.contains { $0.matches(host) } == policy.matches(host), "any")
        }
    }
}
