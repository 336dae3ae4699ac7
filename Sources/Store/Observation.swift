package import Evaluation
package import MailStandards
package import Observations

/// What goes to the database: each is written whole, in one transaction with what belongs to it.
///
/// Indirect, since whoever sends one holds it while the queue is full, in each domain in flight.
package indirect enum Observation: Sendable {
    case domain(DomainRecord)
    case mxHost(MXHostRecord)
    case probe(ProbeRecord)
}

/// A domain that is done: what the wire said of it, and its judgement.
package struct DomainRecord: Sendable {
    package var domainID: Int64
    package var facts: DomainFacts
    package var policyFetch: PolicyFetchObservation?
    package var draftFetch: PolicyFetchObservation?
    /// Nil where the run is judged later.
    package var evaluation: DomainEvaluation?
    package var occasion: WorkItem.Occasion

    package init(
        domainID: Int64, facts: DomainFacts, policyFetch: PolicyFetchObservation?,
        draftFetch: PolicyFetchObservation? = nil, evaluation: DomainEvaluation?,
        occasion: WorkItem.Occasion = .first
    ) {
        self.domainID = domainID
        self.facts = facts
        self.policyFetch = policyFetch
        self.draftFetch = draftFetch
        self.evaluation = evaluation
        self.occasion = occasion
    }

    /// Whether a question of the domain's own, or a fetch, is worth a second try.
    var failedInPassing: Bool {
        facts.failedInPassing || policyFetch?.failedInPassing == true
            || draftFetch?.failedInPassing == true
    }
}

/// An MX host that was looked up, and the probes that speak for it.
package struct MXHostRecord: Sendable {
    package var facts: MXHostFacts
    /// Numbers of probes of the same run, in the order in which the addresses were tried.
    package var probes: [Int64]
    /// Why none was probed: `excluded`, `not-probed`; nil where the addresses were tried.
    package var notProbed: Reachability?
    /// Whether the run had observed it before.
    package var isAgain: Bool
    /// Whether it is worth a second try.
    package var failedInPassing: Bool

    package init(
        facts: MXHostFacts, probes: [Int64], notProbed: Reachability? = nil, isAgain: Bool = false,
        failedInPassing: Bool = false
    ) {
        self.facts = facts
        self.probes = probes
        self.notProbed = notProbed
        self.isAgain = isAgain
        self.failedInPassing = failedInPassing
    }
}

/// One connection to port 25, under its number within the run.
package struct ProbeRecord: Sendable {
    package var number: Int64
    /// The registrable domain of the MX host on whose behalf it was made.
    package var operatorName: DomainName
    package var observation: MXProbeObservation

    package init(number: Int64, operatorName: DomainName, observation: MXProbeObservation) {
        self.number = number
        self.operatorName = operatorName
        self.observation = observation
    }
}
