/// What changed with one mechanism at one domain.
package struct DomainChange: Sendable, Equatable {
    package var kind: ChangeKind
    package var mechanism: Mechanism
    package var domain: String
    /// In the later run's list.
    package var rank: Int
    package var before: MechanismState
    package var after: MechanismState
    /// The verdicts: `opportunistic`.
    package var verdictBefore: String
    package var verdictAfter: String
    /// What broke, or was repaired; nil of other changes, and where no state tells it.
    package var reason: Reason?

    /// The first state on the way to the rung that differs, by its column of `domain_results`.
    package struct Reason: Sendable, Equatable {
        /// `policy_fetch`; `certificate` is the fault of one of the domain's MX hosts.
        package var state: String
        /// `ok`; nil where the column is null.
        package var before: String?
        package var after: String?

        /// `policy_fetch: ok -> tls`.
        package var text: String { "\(state): \(before ?? "-") -> \(after ?? "-")" }
    }
}
