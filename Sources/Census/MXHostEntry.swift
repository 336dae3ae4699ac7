package import Observations

/// All that a run knows of an MX host, whichever domains name it.
package struct MXHostEntry: Sendable {
    package var facts: MXHostFacts
    package var probes: [MXProbeObservation] = []
    /// Why nothing was probed, where nothing was.
    package var notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the host's name.
    var certificate: CertificateVerdict?
    /// What is weak in that chain.
    var weaknesses: [CertificateWeakness] = []

    package init(
        facts: MXHostFacts, probes: [MXProbeObservation] = [], notProbed: Reachability? = nil
    ) {
        self.facts = facts
        self.probes = probes
        self.notProbed = notProbed
    }

    /// The probe that speaks for the host: the open one, with its chain.
    var openProbe: MXProbeObservation? { probes.last { $0.reachability == .open } }
}
