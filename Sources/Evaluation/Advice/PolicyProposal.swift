internal import MailStandards
internal import Observations

/// The MTA-STS policy that a domain should publish today (RFC 8461 §3.2).
struct PolicyProposal {
    /// A week, so that the policy outlives an attack.
    static let enforceSeconds = 604_800
    /// A day, so that a mistake is soon forgotten.
    static let testingSeconds = 86_400

    let mode: MTASTSPolicy.Mode
    let maxAgeSeconds: Int
    /// One for each MX host, at most as many as it has.
    let patterns: [String]

    /// - Parameter current: the domain's valid policy, whose wildcards and longer max_age are kept.
    init?(_ evidence: DomainEvidence, current: MTASTSPolicy?) {
        let wildcards = current?.patterns.filter(\.isWildcard) ?? []
        var patterns: [String] = []
        for host in evidence.hosts {
            let name = host.facts.host
            // What no pattern can name is left out: an address, a name with an underscore.
            guard (try? MXPattern(parsing: name.text)) != nil else { continue }
            let pattern = wildcards.first { $0.matches(name) }?.text ?? name.text
            if !patterns.contains(pattern) { patterns.append(pattern) }
        }
        guard !patterns.isEmpty else { return nil }
        self.patterns = patterns
        let open = evidence.hosts.filter(\.isOpen)
        let allPass = open.count == evidence.hosts.count && open.allSatisfy(\.passesByPKIX)
        mode = allPass ? .enforce : .testing
        maxAgeSeconds =
            allPass
            ? max(Self.enforceSeconds, current?.maxAgeSeconds ?? 0) : Self.testingSeconds
    }

    /// The policy's text, lines ended by LF.
    var text: String { text(mode, maxAgeSeconds) }

    /// The same in mode testing.
    var testingText: String { text(.testing, Self.testingSeconds) }

    private func text(_ mode: MTASTSPolicy.Mode, _ maxAgeSeconds: Int) -> String {
        let mx = patterns.map { "mx: \($0)\n" }.joined()
        return "version: STSv1\nmode: \(mode.rawValue)\n\(mx)max_age: \(maxAgeSeconds)\n"
    }
}

extension MXHostEvidence {
    /// Whether a policy that names the host would be met: STARTTLS, and a certificate that PKIX
    /// vouches for (RFC 8461 §4.2).
    var passesByPKIX: Bool { starttls == .ok && certificate == .valid }
}
