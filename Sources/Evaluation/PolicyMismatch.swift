internal import MailStandards
internal import Observations

extension MTASTSEvaluation {
    /// MX hosts that no mx pattern of the policy matches, what the patterns are like, and whether
    /// mail is lost: an enforce policy that matches none of the domain's own MX hosts loses it,
    /// whoever answers (RFC 8461 §4.1, §5).
    func mismatchFindings(_ hosts: [MXHostEvidence]) -> [Finding] {
        guard let policy = appliedPolicy else { return [] }
        let strangers = hosts.filter { matches($0.facts.host) == false }
        guard !strangers.isEmpty else { return [] }
        let patterns = policy.patterns.map(\.text).joined(separator: ", ")
        let names = strangers.map(\.facts.host.text).joined(separator: ", ")
        let detail = "policy: \(patterns); MX: \(names)"
        var findings: [Finding] = []
        if strangers.count < hosts.count {
            findings.append(Finding(.policyMismatchPartial, detail: detail))
        } else {
            findings.append(Finding(.policyMismatchComplete, detail: detail))
            if policy.mode == .enforce {
                findings.append(Finding(.policyMatchesNoMX, detail: detail))
            }
        }
        return findings
            + strangers.map { stranger in
                let nearest = PatternMismatch.nearest(policy.patterns, to: stranger)
                return Finding(
                    nearest?.kind.code ?? .policyMismatchDomain, detail: nearest?.pattern.text,
                    mxHost: stranger.facts.host)
            }
    }
}

/// In what an mx pattern differs from an MX host that it was probably meant for.
private struct PatternMismatch {
    /// In the order in which they are tried, since `.com` and `.net` are three mistakes apart too.
    enum Kind: CaseIterable {
        case tld, typo, labels

        var code: FindingCode {
            switch self {
            case .tld: .policyMismatchTLD
            case .typo: .policyMismatchTypo
            case .labels: .policyMismatchLabels
            }
        }
    }

    var kind: Kind
    var pattern: MXPattern

    /// Who has mistyped a pattern has few; a policy of thousands must not cost seconds.
    private static let patternLimit = 64

    /// The pattern that is most like the host; nil where none is.
    static func nearest(_ patterns: [MXPattern], to host: MXHostEvidence) -> PatternMismatch? {
        let target = MismatchTarget(host)
        for kind in Kind.allCases {
            let like = patterns.prefix(patternLimit).first { target.isLike($0, in: kind) }
            if let like { return PatternMismatch(kind: kind, pattern: like) }
        }
        return nil
    }
}

/// An MX host that no pattern matches, cut up once for all patterns.
private struct MismatchTarget {
    let host: String
    /// What stands behind the label that a wildcard is.
    let parent: String?
    let operatorName: String
    /// What the operator's name is registered under: `com`, `co.uk`.
    let suffix: String

    /// As many typing mistakes as the field's surveys call a typo (IMC 2025).
    private static let typoLimit = 3

    init(_ evidence: MXHostEvidence) {
        host = evidence.facts.host.text
        parent = evidence.facts.host.parent?.text
        operatorName = evidence.operatorName.text
        suffix = evidence.operatorName.parent?.text ?? ""
    }

    func isLike(_ pattern: MXPattern, in kind: PatternMismatch.Kind) -> Bool {
        guard let name = pattern.isWildcard ? parent : host else { return false }
        let base = pattern.base
        switch kind {
        case .tld:
            // The label that was registered, and all before it, are the same.
            guard name.hasSuffix("." + suffix) else { return false }
            let stem = name.dropLast(suffix.utf8.count)
            return base.hasPrefix(stem) && isLikePublicSuffix(base.dropFirst(stem.utf8.count))
        case .typo:
            return EditDistance.between(base, name, atMost: Self.typoLimit) != nil
        case .labels:
            return base == operatorName || base.hasSuffix("." + operatorName)
        }
    }

    /// `net`, `co.uk`.
    private func isLikePublicSuffix(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count == 1 || labels.count == 2 && labels[1].utf8.count == 2
    }
}
