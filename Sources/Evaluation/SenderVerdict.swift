internal import MailStandards
internal import Observations

/// What happens to a message for a domain, and the failure that decided it.
///
/// The sender honours DANE (RFC 7672), then MTA-STS (RFC 8461) with an empty policy cache, then
/// TLS if it is offered.
struct SenderVerdict: Equatable {
    let verdict: Verdict
    let resultType: ResultType?

    /// - Parameters:
    ///   - hosts: those that are open, most preferred first.
    ///   - policyFailure: why the policy of a valid record could not be had.
    init(facts: DomainFacts, hosts: [MXHostJudgement], policyFailure: ResultType?) {
        switch MailRoute(facts) {
        case .nullMX, .none:
            self.init(.noMail)
        // RFC 7672 §2.1.1: a bogus answer has the sender delay, as after any lookup error; but
        // unlike others it will not go away by asking once more.
        case .error where facts.routeIsBogus:
            self.init(.refuse, .dnssecInvalid)
        case .error:
            self.init(.unknown)
        case .mx, .implicitMX:
            self.init(openHosts: hosts, policyFailure: policyFailure)
        }
    }

    private init(_ verdict: Verdict, _ resultType: ResultType? = nil) {
        self.verdict = verdict
        self.resultType = resultType
    }

    private init(openHosts hosts: [MXHostJudgement], policyFailure: ResultType?) {
        let verdict = Self.verdict(hosts)
        let hostFailure = hosts.lazy.compactMap(\.resultType).first
        switch verdict {
        // A policy that could not be had decides only where nothing else protects the domain.
        case .opportunistic, .plaintext: self.init(verdict, policyFailure ?? hostFailure)
        default: self.init(verdict, hostFailure)
        }
    }

    private static func verdict(_ hosts: [MXHostJudgement]) -> Verdict {
        if hosts.isEmpty { return .unknown }
        let passing = hosts.count { $0 == .passes }
        if passing > 0 { return passing == hosts.count ? .secure : .degraded }
        if hosts.allSatisfy(\.isRefused) { return .refuse }
        // Why: the message goes to a host that is not refused, so those decide what happens.
        if hosts.contains(where: \.isReported) { return .report }
        return hosts.contains(where: \.isPlaintext) ? .plaintext : .opportunistic
    }
}

extension MXHostJudgement {
    fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
    fileprivate var isReported: Bool { if case .reported = self { true } else { false } }
    fileprivate var isPlaintext: Bool { if case .plaintext = self { true } else { false } }
}
