internal import Certificates
package import Evaluation
internal import MailStandards
package import Observations
internal import PublicSuffixes

/// Judges domains by what the stages have found out, each by itself; asks nobody.
package struct JoinedJudge: Sendable {
    private let judge: Judge

    /// Throws a sentence for people when the CA certificates cannot be read.
    ///
    /// - Parameter time: the moment at which certificates are judged.
    package init(caFile: String?, at time: Timestamp) throws {
        judge = Judge(
            suffixes: try PublicSuffixList(), trust: ChainVerifier(trust: try .named(caFile)),
            time: time)
    }

    /// What a scan would have judged.
    ///
    /// - Parameter hosts: one for each of `facts.mxHosts`, in their order.
    package func evaluate(
        _ facts: DomainFacts, policyFetch: PolicyFetchObservation?,
        draftFetch: PolicyFetchObservation?, hosts: [MXHostEntry]
    ) -> DomainEvaluation {
        Evaluation.evaluate(
            judge.evidence(
                facts, policyFetch: policyFetch, draftFetch: draftFetch,
                hosts: hosts.map {
                    judge.entry($0.facts, probes: $0.probes, notProbed: $0.notProbed)
                }))
    }
}
