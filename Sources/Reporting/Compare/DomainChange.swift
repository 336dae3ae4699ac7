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
}
