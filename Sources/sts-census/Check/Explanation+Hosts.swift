import Addresses
import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// Each MX host: whether it answers, its TLS, its certificate, and what a sender does.
    mutating func explainHosts() {
        page.heading("MX hosts")
        for index in evidence.hosts.indices.prefix(Self.hostLimit) {
            if index > 0 { page.blank() }
            explainHost(index)
        }
        let left = evidence.hosts.count - Self.hostLimit
        guard left > 0 else { return }
        page.blank()
        page.paragraph("… and \(left) more; --json has them all", tone: .faint)
    }

    private static let hostLimit = 12

    private mutating func explainHost(_ index: Int) {
        let (host, seen) = (examined.evaluation.hosts[index], evidence.hosts[index])
        page.paragraph(
            "\(host.host)", lead: "\(host.preference) ", leadTone: .strong, tone: .strong)
        explainAddresses(seen)
        if let probe = seen.openProbe {
            explainConversation(probe, host)
        } else {
            page.row("Answer", seen.closedText(host.reachability), indent: 4, tone: .weak)
        }
        explainCertificate(host)
        page.row("Senders", actionText(index), indent: 4, tone: actions[index]?.tone ?? .plain)
    }

    private mutating func explainAddresses(_ seen: MXHostEvidence) {
        let all = seen.facts.addresses
        guard !all.isEmpty else { return }
        let shown = all.prefix(4).map(\.description).joined(separator: ", ")
        let more = all.count > 4 ? " and \(all.count - 4) more" : ""
        page.row(all.count == 1 ? "Address" : "Addresses", shown + more, indent: 4)
    }

    private mutating func explainConversation(_ probe: MXProbeObservation, _ host: MXResult) {
        if let greeting = probe.greeting { page.row("Greeting", greeting.inShort, indent: 4) }
        switch host.starttls {
        case .ok:
            let cipher = [host.tlsVersion, host.tlsCipher].compactMap(\.self).joined(
                separator: ", ")
            page.row("STARTTLS", cipher, indent: 4)
        case .failed:
            let detail = probe.detail.map { ": \($0.inShort)" } ?? ""
            page.row("STARTTLS", "Offered, but it fails\(detail)", indent: 4, tone: .bad)
        case .notOffered, nil: page.row("STARTTLS", "Not offered", indent: 4, tone: .bad)
        }
        if let survey = probe.surveyText { page.row("Versions", survey, indent: 4) }
    }

    private mutating func explainCertificate(_ host: MXResult) {
        guard let verdict = host.certificate else { return }
        let fault = certificateFault(verdict, host.host)
        let text = verdict == .valid ? "Good: a trusted CA vouches for this name" : "Bad: \(fault)"
        page.row("Certificate", text, indent: 4, tone: verdict == .valid ? .good : .bad)
        if let chain = examined.chains[host.host] { explainChain(chain, indent: 4) }
    }

    private func actionText(_ index: Int) -> String {
        let failure = failure(ofHost: index)
        switch actions[index] {
        case nil: return "Go on to the next MX host, or try again later"
        case .daneDelivers: return "Deliver: DANE authenticates the host"
        case .daneRefuses: return "Do not deliver here, because of DANE: \(failure)"
        case .policyDelivers: return "Deliver: the host passes the policy"
        case .policyRefuses: return "Do not deliver here, because of the policy: \(failure)"
        case .policyReports: return "Deliver all the same, and report: \(failure)"
        case .opportunistic:
            return "Deliver over TLS, to whoever answers"
        case .plaintext: return "Deliver unencrypted: \(failure)"
        }
    }
}

extension MXHostEvidence {
    /// The probe of the address that is open.
    var openProbe: MXProbeObservation? { probes.first { $0.reachability == .open } }

    /// Why it could not be talked to, with what it said.
    fileprivate func closedText(_ reachability: Reachability) -> String {
        let probe = probes.last { $0.reachability == reachability }
        let evidence = probe?.greeting ?? probe?.detail
        let clause = reachability.sentence(self)
        return clause.prefix(1).uppercased() + clause.dropFirst()
            + (evidence.map { ": \($0.inShort)" } ?? "")
    }
}

extension MXProbeObservation {
    /// `accepts TLSv1.2, TLSv1.3; refuses TLSv1, TLSv1.1`; nil without a survey.
    fileprivate var surveyText: String? {
        let words: [(String, TLSTrialOutcome)] = [
            ("accepts", .accepted), ("refuses", .refused), ("not known:", .unknown),
        ]
        let parts = words.compactMap { word, outcome in
            let versions = survey.filter { $0.outcome == outcome }.map(\.version.rawValue).sorted()
            return versions.isEmpty ? nil : word + " " + versions.joined(separator: ", ")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension SenderAction {
    fileprivate var tone: Tone {
        switch self {
        case .daneDelivers, .policyDelivers: .good
        case .policyReports, .opportunistic: .weak
        case .daneRefuses, .policyRefuses, .plaintext: .bad
        }
    }
}

extension String {
    private static let shortLimit = 160

    /// Its first line, cut; what is not ASCII is shown by its bytes.
    var inShort: String {
        let line = split(separator: "\n", maxSplits: 1).first ?? ""
        let shown = String(showing: line.utf8.prefix(Self.shortLimit))
        return shown + (line.utf8.count > Self.shortLimit ? "…" : "")
    }
}
