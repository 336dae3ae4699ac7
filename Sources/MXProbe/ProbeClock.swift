/// When a probe and its steps have to end.
struct ProbeClock: Sendable {
    let limits: ProbeLimits
    let start = ContinuousClock.now

    /// How long to wait for the next byte in a step that began at a moment, and what to say when
    /// nothing came.
    func patience(in step: ProbeStep, since begin: ContinuousClock.Instant) -> Patience {
        let now = ContinuousClock.now
        var patience = Patience(
            left: limits.idle, detail: "\(step.text): nothing came for \(limits.idle)")
        if let limit = step.limit(limits) {
            patience = Patience(
                left: begin + limit - now, detail: "\(step.text): not done within \(limit)")
        }
        let total = start + limits.total - now
        return total < patience.left
            ? Patience(left: total, detail: "\(step.text): not done when \(limits.total) were over")
            : patience
    }

    var elapsedMilliseconds: Int {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    struct Patience {
        var left: Duration
        var detail: String
    }
}
