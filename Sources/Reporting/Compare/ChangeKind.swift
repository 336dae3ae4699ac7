/// What became of a mechanism at a domain between two runs.
package enum ChangeKind: String, Sendable, CaseIterable {
    /// Published now, and not before.
    case adopted
    /// Published before, and not now.
    case dropped
    /// Usable both times, in another mode.
    case modeChanged = "mode-changed"
    /// A lower rung of the ladder than before, with something still published.
    case broken
    /// A higher rung than before, of what was published already.
    case repaired
    case unchanged
    /// Not measured in one of the runs, or judged by a version without ladders: nothing can be said.
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

/// A mechanism at a domain in one of the runs.
package struct MechanismState: Sendable, Equatable {
    /// The rung of its ladder; nil in a run that was judged by a version without ladders.
    package var rung: String?
    /// `enforce`; nil where there is no valid policy or record, or the mechanism has no mode.
    package var mode: String?
    /// Whether an MX host of the domain answered.
    package var hasAnswer: Bool

    package init(rung: String?, mode: String? = nil, hasAnswer: Bool = true) {
        self.rung = rung
        self.mode = mode
        self.hasAnswer = hasAnswer
    }

    /// `effective, enforce`.
    package var text: String {
        [rung ?? "not judged", mode].compactMap(\.self).joined(separator: ", ")
    }
}

extension ChangeKind {
    private static let rungs = ["absent", "published", "valid", "effective"]

    /// What a mechanism's two states come to.
    ///
    /// Why: `valid` may be `effective`, where no MX host answered; so steps between the two count
    /// only where one did, both times.
    package init(_ mechanism: Mechanism, _ before: MechanismState, _ after: MechanismState) {
        guard let old = before.rung.flatMap(Self.rungs.firstIndex),
            let new = after.rung.flatMap(Self.rungs.firstIndex)
        else {
            self = .incomparable
            return
        }
        let (absent, valid) = (0, 2)
        switch (old, new) {
        case (absent, absent): self = .unchanged
        case (absent, _): self = .adopted
        case (_, absent): self = .dropped
        case (valid..., valid...) where before.mode != after.mode: self = .modeChanged
        case (valid..., valid...)
        where old != new && mechanism.needsAnswer && !(before.hasAnswer && after.hasAnswer):
            self = .incomparable
        default: self = new < old ? .broken : new > old ? .repaired : .unchanged
        }
    }
}
