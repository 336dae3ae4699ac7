/// How an operator that turns us away is given room, and left alone in the end.
///
/// Counted are connections in a row that were refused. From the third on one connection at a time
/// is made, and the next begins no sooner than 5 s, 10 s, 20 s after the last has ended; the sixth
/// is the last of the run. One that is not refused ends all of it.
struct OperatorBackoff: Sendable, Equatable {
    /// Refused in a row so far.
    private(set) var refusals = 0
    /// When the next connection may begin; nil for at once.
    private(set) var notBefore: ContinuousClock.Instant?

    /// Refusals that may be chance.
    private static let patience = 3
    private static let limit = 6
    private static let firstPause: Duration = .seconds(5)

    /// Whether the operator's hosts are left alone for the rest of the run.
    var isOver: Bool { refusals >= Self.limit }

    /// Whether connections are made one by one, with a pause before each.
    var isSlow: Bool { refusals >= Self.patience }

    /// Takes down how a connection ended. Who is left alone stays so, whatever others still under
    /// way come to.
    mutating func note(refused: Bool, at now: ContinuousClock.Instant) {
        guard !isOver else { return }
        refusals = refused ? refusals + 1 : 0
        notBefore = isSlow ? now + Self.firstPause * (1 << (refusals - Self.patience)) : nil
    }
}
