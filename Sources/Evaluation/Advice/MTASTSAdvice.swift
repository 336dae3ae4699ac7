internal import MailStandards
internal import Observations

/// Advice on the `_mta-sts` record and the policy behind it (RFC 8461 §3).
struct MTASTSAdvice {
    private let evidence: DomainEvidence
    private let result: DomainResult
    private let domain: DomainName
    private let current: MTASTSPolicy?
    private let proposal: PolicyProposal?
    private let time: Timestamp

    init(_ evidence: DomainEvidence, _ evaluation: DomainEvaluation, _ time: Timestamp) {
        self.evidence = evidence
        result = evaluation.result
        domain = evidence.facts.domain
        current = MTASTSEvaluation(evidence).policy
        proposal = PolicyProposal(evidence, current: current)
        self.time = time
    }

    var steps: [AdviceStep] {
        guard let proposal else { return [] }
        switch result.stsRecord {
        case .error: return [lookupStep]
        case .absent, .invalid, .multiple: return firstSteps(proposal)
        case .valid: break
        }
        if let current { return changes(of: current, proposal) }
        if result.policyFetch == .ok {
            return changed(
                "Replace the policy at \(url) by one that keeps to the rules.", proposal.text)
        }
        guard result.policyFetch != .excluded else { return [] }
        return [
            AdviceStep(.policyHost, hostRepair),
            AdviceStep(
                .policy,
                "Then serve a policy such as this there, if there is none yet.\(whyTesting)",
                copy: proposal.text),
        ]
    }

    // MARK: Without a record that counts

    private func firstSteps(_ proposal: PolicyProposal) -> [AdviceStep] {
        let serve =
            "Serve the policy at \(url), as text/plain, without a redirect; the certificate there has "
            + "to name \(policyHost)." + whyTesting
        let record: String =
            switch result.stsRecord {
            case .multiple: "Replace all MTA-STS records at _mta-sts.\(domain) by this one."
            case .invalid: "Replace the record at _mta-sts.\(domain) by this one."
            default: "Then publish the record that announces it."
            }
        return [
            AdviceStep(.policy, serve, copy: proposal.text), recordStep(record),
        ]
    }

    private var lookupStep: AdviceStep {
        evidence.facts.mtaSTS?.isBogus == true
            ? AdviceStep(.dnssec, "Repair the DNSSEC signatures of _mta-sts.\(domain).")
            : AdviceStep(
                .dns, "Have the name servers answer questions for TXT at _mta-sts.\(domain).")
    }

    // MARK: With a valid policy

    private func changes(of current: MTASTSPolicy, _ proposal: PolicyProposal) -> [AdviceStep] {
        let strangers = evidence.hosts.filter { !current.matches($0.facts.host) }
        if current.mode == .none {
            return changed(
                "The policy's mode none says that there is none. Turn it on." + whyTesting,
                proposal.text)
        }
        if !strangers.isEmpty {
            return changed(
                "Name every MX host in the policy at \(url)." + whyTesting, proposal.text)
        }
        if current.mode == .testing {
            guard proposal.mode == .enforce else { return [] }
            return changed("All MX hosts pass: change the policy's mode to enforce.", proposal.text)
        }
        if result.verdict == .refuse {
            return changed(
                "Until an MX host passes, have the policy in mode testing, so that mail is not held.",
                proposal.testingText)
        }
        guard proposal.mode == .enforce, current.maxAgeSeconds < PolicyProposal.enforceSeconds
        else {
            return []
        }
        return changed(
            "Have senders keep the policy for a week or longer, so that it outlives an attack.",
            proposal.text
        ).map { step in
            var step = step
            step.isOptional = true
            return step
        }
    }

    /// A new policy goes unseen until the id is new (RFC 8461 §3.1).
    private func changed(_ text: String, _ policy: String) -> [AdviceStep] {
        [
            AdviceStep(.policy, text + providerNote, copy: policy),
            recordStep(
                "Then give the record a new id, by which senders see that the policy changed."),
        ]
    }

    // MARK: The policy host

    private var hostRepair: String {
        let failed = evidence.policyFetch?.failedStage
        switch failed {
        case .dns:
            return "Give \(policyHost) an address, or a CNAME to the host that serves the policy."
        case .tcp: return "Have a web server answer on port 443 of \(policyHost)."
        case .tls:
            return
                "\(certificateRepair) It has to name \(policyHost), and the server to speak TLS 1.2 or newer."
        case .http, nil: return httpRepair
        }
    }

    private var certificateRepair: String {
        switch evidence.policyCertificate {
        case .expired: "Renew the certificate of the policy host, which has expired."
        case .notYetValid: "Replace the policy host's certificate, which is not valid yet."
        case .selfSigned: "Replace the policy host's self-signed certificate by one of a public CA."
        case .untrusted:
            "Give the policy host a certificate of a public CA, and have it send the intermediate "
                + "certificates as well."
        case .hostMismatch: "Replace the policy host's certificate, which is for other names."
        case .other: "Replace the policy host's certificate, which senders do not accept."
        case .valid, nil: "Repair TLS at the policy host; look at its certificate too."
        }
    }

    private var httpRepair: String {
        switch evidence.policyFetch?.outcome {
        case .redirect: "Serve the policy at \(url) itself: senders follow no redirect."
        case .contentType: "Have the web server give \(url) the media type text/plain."
        case .tooLarge: "Serve nothing but the policy at \(url): it is over 64 KB."
        case .httpStatus: "Have the web server answer \(url) with status 200 and the policy."
        default: "Have the web server answer \(url) in time, with the whole policy."
        }
    }

    // MARK: Words

    private var policyHost: String { "mta-sts.\(domain)" }
    private var url: String { "https://\(policyHost)/.well-known/mta-sts.txt" }

    /// Where to turn to, if the policy host is another's; begins with a space.
    private var providerNote: String {
        guard evidence.policyFetch?.canonicalName != nil, let provider = evidence.policyProvider,
            provider != evidence.registrable
        else { return "" }
        return " The policy is served by \(provider): ask there."
    }

    private var whyTesting: String {
        guard let proposal, proposal.mode == .testing else { return "" }
        let reason =
            evidence.hosts.contains { $0.isOpen && !$0.passesByPKIX }
            ? "passes" : "could be examined"
        return
            " Mode testing first, since not every MX host \(reason) today; once all pass, change it "
            + "to enforce, max_age to \(PolicyProposal.enforceSeconds), and the record's id."
    }

    /// At the name itself, or where it is an alias of another.
    private func recordStep(_ text: String) -> AdviceStep {
        let id = time.iso8601.filter(\.isNumber) + "Z"
        let record = MTASTSRecord(id: id).description
        guard let alias = evidence.facts.mtaSTS?.canonicalName else {
            let name = domain.child("_mta-sts") ?? domain
            return AdviceStep(.stsRecord, text, copy: ZoneFile.txt(name, record))
        }
        return AdviceStep(
            .stsRecord, text + " The name is an alias, so this is for those who run \(alias).",
            copy: ZoneFile.txt(alias, record))
    }
}
