import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// The headline: what happens to mail, and the one reason that decided it.
    mutating func explainVerdict() {
        page.paragraph(
            result.verdict.rawValue, lead: "\(domain): ", leadTone: .strong, indent: 0,
            tone: result.verdict.tone)
        let sentences = [verdictSentence, verdictReason].compactMap(\.self)
        page.paragraph(sentences.joined(separator: ". ") + ".")
    }

    private var verdictSentence: String {
        switch result.verdict {
        case .secure:
            "Mail is delivered over TLS, to servers that are authenticated by \(mechanisms)"
        case .degraded:
            "Mail is delivered to the MX hosts that pass, authenticated by \(mechanisms); "
                + fateOfOthers
        case .report:
            "No MX host passes. The policy is in mode testing, so mail is delivered all the same, "
                + "and senders report the failure"
        case .refuse:
            "Mail is not delivered: senders that \(refusers) hold it back, and return it after some "
                + "days"
        case .opportunistic:
            "Mail is encrypted, but to whoever answers: senders cannot tell the right server from "
                + "another, so an attacker on the way can read it"
        case .plaintext: "Mail can travel unencrypted: whoever is on the way can read it"
        case .noMail: "The domain takes no mail"
        case .unknown: "Nothing can be said about the delivery of mail"
        }
    }

    private var refusers: String {
        let used = Set(actions.compactMap(\.self))
        return switch (used.contains(.daneRefuses), used.contains(.policyRefuses)) {
        case (true, true): "honour DANE or MTA-STS"
        case (true, false): "honour DANE"
        case (false, true): "honour MTA-STS"
        case (false, false): "validate DNSSEC"
        }
    }

    private var mechanisms: String {
        let used = Set(actions.compactMap(\.self))
        switch (used.contains(.daneDelivers), used.contains(.policyDelivers)) {
        case (true, true): return "DANE and the MTA-STS policy"
        case (true, false): return "DANE"
        default: return "the MTA-STS policy"
        }
    }

    private var verdictReason: String? {
        switch result.verdict {
        case .secure, .noMail: nil
        case .unknown: unknownReason
        case .refuse where evidence.hosts.isEmpty:
            "DNSSEC validation of the domain's answers fails" + typeNote
        case .degraded, .report, .refuse: hostReason
        case .opportunistic, .plaintext: unprotectedReason
        }
    }

    private var unknownReason: String {
        if result.mailRoute == .error { return "The DNS gave no answer for the domain" }
        if evidence.hosts.allSatisfy({ $0.notProbed != nil }) {
            return "Its MX hosts were not asked"
        }
        guard evidence.hosts.count == 1, let host = evidence.hosts.first else {
            return "None of its MX hosts could be talked to"
        }
        return "Its MX host could not be talked to: "
            + "\(examined.evaluation.hosts[0].reachability.sentence(host))"
    }

    /// What becomes of the MX hosts that do not pass, where another does.
    private var fateOfOthers: String {
        switch failingHost.flatMap({ actions[$0] }) {
        case .opportunistic, .plaintext:
            "but nothing protects what goes to others, which an attacker can bring about"
        case .policyReports: "others fail, get mail all the same, and are reported"
        default: "others are left out"
        }
    }

    /// Of the most preferred MX host that does not pass.
    private var hostReason: String? {
        guard let index = failingHost else { return nil }
        let name = evidence.hosts[index].facts.host
        guard examined.evaluation.hosts[index].resultType != nil else {
            return "\(name): neither DANE nor a policy says that it is the right server"
        }
        return "\(name): \(failure(ofHost: index))" + (isPolicyFailure ? "" : typeNote)
    }

    private var failingHost: Int? {
        let hosts = examined.evaluation.hosts
        return hosts.indices.first { hosts[$0].resultType != nil }
            ?? hosts.indices.first { actions[$0] == .opportunistic }
    }

    private var unprotectedReason: String {
        var reasons: [String] = []
        if result.verdict == .plaintext, let hostReason { reasons.append(hostReason) }
        let policy: String =
            switch result.stsRecord {
            case .absent:
                result.dane == .none
                    ? "There is neither an MTA-STS policy nor DANE to say which server is right"
                    : "There is no MTA-STS policy, and DANE does not protect: see below"
            case .invalid: "Its MTA-STS record breaks a rule, so it does not count"
            case .multiple: "It has several MTA-STS records, so none counts"
            case .error: "Its MTA-STS record could not be looked up"
            case .valid: unusablePolicyReason
            }
        reasons.append(policy + (isPolicyFailure ? typeNote : ""))
        return reasons.joined(separator: ". ")
    }

    /// The failure in RFC 8460's word, behind the reason that it belongs to.
    private var typeNote: String { result.resultType.map { " (\($0.rawValue))" } ?? "" }

    private var isPolicyFailure: Bool {
        switch result.resultType {
        case .stsPolicyFetchError, .stsPolicyInvalid, .stsWebPKIInvalid: true
        default: false
        }
    }

    private var unusablePolicyReason: String {
        if result.policyMode == MTASTSPolicy.Mode.none {
            return "Its MTA-STS policy is in mode none, which says that there is none"
        }
        if result.policySyntax == .invalid {
            return "Its MTA-STS policy breaks a rule, so it does not count"
        }
        return "It announces an MTA-STS policy, but the policy cannot be had: \(fetchFailure)"
    }
}

extension Verdict {
    fileprivate var tone: Tone {
        switch self {
        case .secure: .good
        case .degraded, .report, .opportunistic: .weak
        case .refuse, .plaintext: .bad
        case .noMail, .unknown: .strong
        }
    }
}
