internal import MailStandards
internal import Observations

/// Advice on the TLSA records of one MX host (RFC 7672, RFC 7671 §8).
struct TLSAAdvice {
    private let host: MXHostEvidence
    private let dane: DANEHostEvaluation
    private let domain: DomainName
    private let leaf: ShownLeaf?

    init(
        _ host: MXHostEvidence, _ dane: DANEHostEvaluation, _ domain: DomainName,
        _ leaf: ShownLeaf?
    ) {
        self.host = host
        self.dane = dane
        self.domain = domain
        self.leaf = leaf
    }

    var steps: [AdviceStep] {
        switch dane.records {
        case .none, .notAsked: []
        case .bogus: [brokenStep(.dnssec, "Repair the DNSSEC signatures of")]
        case .failed where dane.couldApply:
            [brokenStep(.dns, "Have the name servers answer questions for TLSA at")]
        case .failed: []
        case .insecure: [unsignedStep(host.facts.tlsaBase.text)]
        case .usable, .unusable: secureSteps
        }
    }

    private var secureSteps: [AdviceStep] {
        guard dane.mxSecure else { return [unsignedStep(domain.text)] }
        guard dane.couldApply else { return [unsignedStep(host.facts.host.text)] }
        if dane.records == .unusable {
            return [recordStep("Replace the TLSA records of \(name), none of which SMTP can use.")]
        }
        if dane.state == .mismatch {
            return [
                recordStep(
                    "Publish a TLSA record for the key that \(name) shows, and take away those of "
                        + "keys that are gone. Next time publish the new key's record first, wait "
                        + "until the old answer has expired from caches, then change the key.")
            ]
        }
        guard host.tlsaMatchesByWeakerDigest else { return [] }
        return [
            recordStep(
                "Correct the SHA-512 record at _25._tcp.\(name): senders that look at the strongest "
                    + "digest alone do not deliver. Or take it away.", isOptional: true)
        ]
    }

    private var name: DomainName { host.facts.tlsaBase }

    private func recordStep(_ text: String, isOptional: Bool = false) -> AdviceStep {
        AdviceStep(
            .tlsa, text, mxHost: host.facts.host,
            copy: leaf.map { ZoneFile.tlsa(name, publicKeySHA256: $0.publicKeySHA256) },
            isOptional: isOptional)
    }

    private func brokenStep(_ kind: AdviceStep.Kind, _ text: String) -> AdviceStep {
        AdviceStep(
            kind,
            "\(text) _25._tcp.\(name): until then senders that honour DANE do not use the host.",
            mxHost: host.facts.host)
    }

    private func unsignedStep(_ zone: String) -> AdviceStep {
        AdviceStep(
            .dnssec,
            "Sign the zone of \(zone) with DNSSEC: without it senders ignore the TLSA records of "
                + "\(name).", mxHost: host.facts.host, isOptional: true)
    }
}
