package import Evaluation

/// What judging a run again has changed.
package struct JudgementChanges: Sendable, Equatable {
    /// From one verdict to another.
    package struct Verdicts: Hashable, Sendable {
        /// Nil where there was no judgement.
        package var before: String?
        package var after: Verdict
    }

    /// Domains judged.
    package var domains = 0
    /// Domains whose row of `domain_result` is another than before.
    package var changed = 0
    /// How many domains changed from which verdict to which.
    package var verdicts: [Verdicts: Int] = [:]
}
