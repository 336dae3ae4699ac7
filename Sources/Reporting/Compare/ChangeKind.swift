/// What became of a mechanism at a domain between two runs.
package enum ChangeKind: String, Sendable, CaseIterable {
    /// Published now, and not before.
    case adopted
    /// Published before, and not now.
    case dropped
    /// Usable both times, in another mode.
    case modeChanged = "mode-changed"
    /// A lower rung of the ladder than before, with something still published; or mail is refused, or
    /// reported, that was not.
    case broken
    /// The reverse: a higher rung than before, of what was published already.
    case repaired
    case unchanged
    /// Nothing can be said; ``Obstacle`` has why.
    case incomparable

    /// `New adopters`.
    package var title: String {
        switch self {
        case .adopted: "New adopters"
        case .dropped: "Drop-outs"
        case .modeChanged: "Mode changes"
        case .broken: "Newly broken"
        case .repaired: "Repaired"
        case .unchanged: "Unchanged"
        case .incomparable: "Not comparable"
        }
    }

    /// Those that a list names domain by domain.
    package static let listed: [ChangeKind] = [
        .adopted, .dropped, .modeChanged, .broken, .repaired,
    ]
}

extension ChangeKind {
    /// What a mechanism's two states come to.
    package init(_ before: MechanismState, _ after: MechanismState) {
        guard before != after || before.obstacle != nil else {
            self = .unchanged
            return
        }
        guard Obstacle(before, after) == nil else {
            self = .incomparable
            return
        }
        let (old, new) = (before.height, after.height)
        self =
            switch (before.rung, after.rung) {
            case (_, MechanismState.bogus): old == new ? .unchanged : .broken
            case (MechanismState.bogus, _): .repaired
            case (_, "absent"): old == new ? .unchanged : .dropped
            case ("absent", _): .adopted
            default:
                if before.isUsable, after.isUsable, before.mode != after.mode {
                    .modeChanged
                } else {
                    Self.step(from: (old, before.passes), to: (new, after.passes))
                }
            }
    }

    private static func step(
        from old: (height: Int, passes: Bool?), to new: (height: Int, passes: Bool?)
    ) -> ChangeKind {
        guard old.height == new.height else { return new.height < old.height ? .broken : .repaired }
        return switch (old.passes, new.passes) {
        case (true?, false?): .broken
        case (false?, true?): .repaired
        default: .unchanged
        }
    }
}
