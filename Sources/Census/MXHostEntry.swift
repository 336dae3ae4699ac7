internal import Addresses
internal import Evaluation
internal import MailStandards
internal import Observations

/// All that a run knows of an MX host, whichever domains name it.
struct MXHostEntry: Sendable {
    var facts: MXHostFacts
    var probes: [MXProbeObservation] = []
    /// Why nothing was probed, where nothing was.
    var notProbed: Reachability?
    /// What PKIX says of the open probe's chain for the host's name.
    var certificate: CertificateVerdict?
    /// What is weak in that chain.
    var weaknesses: [CertificateWeakness] = []

    /// The probe that speaks for the host: the open one, with its chain.
    var openProbe: MXProbeObservation? { probes.last { $0.reachability == .open } }
}
