/// Why a mechanism at a domain cannot be compared; where several stand in the way, the first counts.
package enum Obstacle: String, Sendable, CaseIterable {
    /// One of the runs was judged by a version without ladders.
    case notJudged = "not-judged"
    /// A policy or an MX host that is excluded, or a record that the run did not ask for.
    case notAsked = "not-asked"
    case failedLookup = "failed-lookup"
    /// No MX host answered, so that what is valid may be effective.
    case noAnswer = "no-answer"

    /// `a lookup failed`.
    package var title: String {
        switch self {
        case .notJudged: "not judged by these rules"
        case .notAsked: "excluded, or not asked"
        case .failedLookup: "a lookup failed"
        case .noAnswer: "no MX host answered"
        }
    }
}

extension MechanismState {
    /// Why this run says nothing of it; nil where it does.
    var obstacle: Obstacle? {
        guard let rung else { return .notJudged }
        return rung == "indeterminate" ? .failedLookup : Obstacle(rawValue: rung)
    }
}

extension Obstacle {
    /// What keeps two states from being compared; nil where nothing does.
    ///
    /// Why: `valid` may be `effective`, where no MX host answered; so steps between the two count
    /// only where one did, both times.
    init?(_ before: MechanismState, _ after: MechanismState) {
        let own = [before.obstacle, after.obstacle]
        if let first = Self.allCases.first(where: own.contains) {
            self = first
        } else if before.isUsable, after.isUsable, before.mode == after.mode,
            before.rung != after.rung, !(before.hasAnswer && after.hasAnswer)
        {
            self = .noAnswer
        } else {
            return nil
        }
    }
}
