internal import Addresses
internal import MailStandards
package import Observations

/// All that a run knows of an MX host, whichever domains name it: one object for all of them.
package final class MXHostEntry: Sendable {
    package let facts: MXHostFacts
    package let probes: [MXProbeObservation]
    /// Why nothing was probed, where nothing was.
    package let notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the host's name.
    package let certificate: CertificateVerdict?
    /// What is weak in that chain.
    package let weaknesses: [CertificateWeakness]

    package init(
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
