import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// MTA-STS (RFC 8461): the record, then the policy.
    mutating func explainMTASTS() {
        page.heading("MTA-STS")
        explainRecord(
            "_mta-sts", evidence.facts.mtaSTS, result.stsRecord, .stsRecord,
            absence: "senders look for no policy.",
            validity: "Valid: it announces a policy, id \(result.stsID ?? "").")
        guard result.stsRecord == .valid, let fetch = evidence.policyFetch else {
            if result.stsRecord == .invalid || result.stsRecord == .multiple {
                page.row("Policy", "Not asked for, as senders do not ask either.")
            }
            return
        }
        page.row("Policy", "https://mta-sts.\(domain)/.well-known/mta-sts.txt")
        if let alias = fetch.canonicalName {
            let provider = result.policyProvider.map { ", hosted at \($0)" } ?? ""
            page.row("", "whose host is an alias of \(alias)\(provider)")
        }
        explainFetch(fetch)
        explainMismatch()
    }

    private mutating func explainFetch(_ fetch: PolicyFetchObservation) {
        guard fetch.outcome == .ok else {
            let stage = fetch.stage.map { "stage \($0.words), " } ?? ""
            page.row("", "Not had: \(fetchFailure) (\(stage)RFC 8461 §3.3).", tone: .bad)
            if let location = fetch.location {
                page.quote("Location: " + String(showing: location.utf8), indent: 15, limit: 3)
            }
            explainPolicyChain()
            return
        }
        quotePolicy(fetch.body ?? [])
        guard let rule = rule(.policy) else {
            page.row("", policyValidity, tone: result.policyMode == .enforce ? .good : .weak)
            return
        }
        let line = rule.line.map { "line \($0): " } ?? ""
        let reason = "\(rule.violation.reason) (\(rule.violation.section))"
        page.row("", "Does not count: \(line)\(reason).", tone: .bad)
    }

    private var policyValidity: String {
        let days = (result.policyMaxAgeSeconds ?? 0).inDays
        return switch result.policyMode {
        case .enforce:
            "Valid, mode enforce: mail goes only to MX hosts that pass; senders "
                + "keep it for \(days)."
        case .testing:
            "Valid, mode testing: mail goes to MX hosts that fail too, with a report; "
                + "senders keep it for \(days)."
        case .some(.none), nil: "Valid, mode none: it says that there is no policy."
        }
    }

    private mutating func explainPolicyChain() {
        guard evidence.policyCertificate != .valid, let host = domain.child("mta-sts"),
            let chain = examined.chains[host]
        else { return }
        explainChain(chain, name: "Certificate", indent: 2)
    }

    private static let lineLimit = 20

    /// As found, with a caret under the byte that breaks a rule.
    private mutating func quotePolicy(_ body: [UInt8]) {
        guard !body.isEmpty else { return page.row("", "The answer is empty.") }
        let rule = rule(.policy)
        var start = 0
        let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.prefix(Self.lineLimit).enumerated() {
            let isLast = index == lines.count - 1
            if isLast, line.isEmpty { break }
            let text = line.last == 0x0D ? line.dropLast() : line
            let column = rule?.violation.offset.map { $0 - start } ?? -1
            let mark =
                (0...line.count).contains(column) && rule?.line == index + 1
                ? String(showing: line.prefix(column)).count : nil
            page.quote(String(showing: text), indent: 15, mark: mark, limit: 2)
            start += line.count + 1
        }
        if lines.count > Self.lineLimit {
            page.row("", "… (\(body.count) bytes in all)", tone: .faint)
        }
    }

    /// Patterns that match no MX host, and what was probably meant.
    private mutating func explainMismatch() {
        for finding in examined.evaluation.findings {
            guard let host = finding.mxHost, let text = finding.mismatchText(host) else { continue }
            page.row("", text, tone: .bad)
        }
    }
}

extension Finding {
    fileprivate func mismatchText(_ host: DomainName) -> String? {
        let pattern = detail ?? ""
        return switch code {
        case .policyMismatchTLD:
            "No pattern matches \(host); \(pattern) differs by the top-level domain."
        case .policyMismatchTypo:
            "No pattern matches \(host); \(pattern) looks like a typing mistake."
        case .policyMismatchLabels where pattern.hasPrefix("mta-sts."):
            "No pattern matches \(host); \(pattern) looks like a policy host: name the MX host instead."
        case .policyMismatchLabels:
            "No pattern matches \(host); \(pattern) is near, but with other labels. A wildcard "
                + "stands for exactly one label."
        case .policyMismatchDomain: "No pattern matches \(host), and none is like it."
        default: nil
        }
    }
}

extension PolicyFetchStage {
    fileprivate var words: String {
        switch self {
        case .dns: "DNS"
        case .tcp: "connection"
        case .tls: "TLS"
        case .http: "HTTP"
        }
    }
}

extension Int {
    /// Seconds, for people: `7 days (604800 seconds)`.
    fileprivate var inDays: String {
        let days = self / 86_400
        let seconds = "\(self) seconds"
        guard days > 0 else { return seconds }
        return "\(days) day\(days == 1 ? "" : "s") (\(seconds))"
    }
}
