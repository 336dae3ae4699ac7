package import Certificates
package import Evaluation
package import MailStandards
package import Observations

/// A domain as it was examined: what the wire said, the judgement, and what explains both.
package struct ExaminedDomain: Sendable {
    /// A chain as a host showed it.
    package struct Chain: Sendable {
        /// Leaf first; nil where a certificate cannot be read.
        package var certificates: [CertificateFacts?]
        /// Why PKIX does not vouch for it, in OpenSSL's words; empty where it does.
        package var reasons: [String]

        package init(certificates: [CertificateFacts?], reasons: [String] = []) {
            self.certificates = certificates
            self.reasons = reasons
        }
    }

    package var evidence: DomainEvidence
    package var evaluation: DomainEvaluation
    /// When it was examined, by which certificates were judged.
    package var time: Timestamp
    /// By host: those of MX hosts that are open, and of the policy host.
    package var chains: [DomainName: Chain]

    package init(
        evidence: DomainEvidence, evaluation: DomainEvaluation, time: Timestamp,
        chains: [DomainName: Chain] = [:]
    ) {
        self.evidence = evidence
        self.evaluation = evaluation
        self.time = time
        self.chains = chains
    }

    /// What to do about it.
    package var advice: [AdviceStep] {
        let leaves = chains.compactMapValues { chain in
            chain.certificates.first.flatMap(\.self).map {
                ShownLeaf(publicKeySHA256: $0.publicKeySHA256, notAfter: $0.notAfter)
            }
        }
        return advise(evidence, evaluation, leaves: leaves, at: time)
    }
}
