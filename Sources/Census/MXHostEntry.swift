internal import Addresses
internal import Evaluation
internal import MailStandards
internal import Observations

/// All that a run knows of an MX host, whichever domains name it: one object for all of them.
final class MXHostEntry: Sendable {
    let facts: MXHostFacts
    let probes: [MXProbeObservation]
    /// Why nothing was probed, where nothing was.
    let notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the host's name.
    let certificate: CertificateVerdict?
    /// What is weak in that chain.
    let weaknesses: [CertificateWeakness]

    init(
        facts: MXHostFacts, probes: [MXProbeObservation] = [], notProbed: Reachability? = nil,
        certificate: CertificateVerdict? = nil, weaknesses: [CertificateWeakness] = []
    ) {
        self.facts = facts
        self.probes = probes
        self.notProbed = notProbed
        self.certificate = certificate
        self.weaknesses = weaknesses
    }

    /// The probe that speaks for the host: the open one, with its chain.
    var openProbe: MXProbeObservation? { probes.open }
}

extension [MXProbeObservation] {
    /// The one that is open, which is the last that was made.
    var open: MXProbeObservation? { last { $0.reachability == .open } }
}
