internal import MailStandards
internal import Observations

extension MTASTSEvaluation {
    /// Certificates of open MX hosts that fail the policy, in mode testing too (RFC 8461 §4.2),
    /// and whether those of all MX hosts do.
    ///
    /// Only of hosts that an mx pattern matches: no sender comes to the certificates of others.
    func certificateFindings(_ hosts: [MXHostEvidence]) -> [Finding] {
        guard appliedPolicy != nil else { return [] }
        let shown = hosts.filter { $0.certificate != nil && matches($0.facts.host) == true }
        let faults = shown.compactMap { host in
            host.certificate == .valid
                ? nil
                : Finding(
                    .policyCertificateFault, detail: host.certificate?.rawValue,
                    mxHost: host.facts.host)
        }
        guard !faults.isEmpty else { return [] }
        let isComplete = faults.count == shown.count
        let sum = isComplete ? FindingCode.policyCertificatesComplete : .policyCertificatesPartial
        return [Finding(sum, detail: "\(faults.count) of \(shown.count)")] + faults
    }
}
