package import MailStandards
package import Observations

/// What to do so that mail to a domain is `secure`, in the order in which to do it; then what
/// would be better still. Empty where nothing is left to do, or nothing can be said.
///
/// - Parameters:
///   - leaves: what the MX hosts' own certificates say, by host.
///   - time: of the examination; the new id is made of it.
package func advise(
    _ evidence: DomainEvidence, _ evaluation: DomainEvaluation,
    leaves: [DomainName: ShownLeaf] = [:], at time: Timestamp
) -> [AdviceStep] {
    let result = evaluation.result
    let domain = evidence.facts.domain
    switch result.mailRoute {
    case .nullMX: return []
    case .none: return RouteAdvice.withoutMail(evidence.facts)
    case .error: return [RouteAdvice.repair(evidence.facts)]
    case .mx, .implicitMX: break
    }
    let dane = DANEEvaluation(evidence)
    // Where DANE is there for every host, it is enough once it is in order.
    let isDANEAlone =
        result.stsRecord == .absent
        && dane.hosts.allSatisfy { $0.couldApply && $0.hasSecureRecords }
    var steps: [AdviceStep] = []
    for (host, dane) in zip(evidence.hosts, dane.hosts) {
        let leaf = leaves[host.facts.host]
        // Dates, names and authorities do not count then (RFC 7672 §3.1.1).
        steps += HostAdvice(host, domain, leaf, time).steps.filter {
            !isDANEAlone || $0.kind != .mxCertificate
        }
        steps += TLSAAdvice(host, dane, domain, leaf).steps
    }
    if !isDANEAlone || evidence.hosts.allSatisfy(\.passesByPKIX) {
        steps += MTASTSAdvice(evidence, evaluation, time).steps.map {
            $0.optional(if: isDANEAlone)
        }
    }
    steps = steps.map { $0.optional(if: result.verdict == .secure) }
    steps += ReportAdvice(domain, evaluation).steps
    return steps.filter { !$0.isOptional } + steps.filter(\.isOptional)
}

extension AdviceStep {
    fileprivate func optional(if condition: Bool) -> AdviceStep {
        guard condition else { return self }
        var step = self
        step.isOptional = true
        return step
    }
}
