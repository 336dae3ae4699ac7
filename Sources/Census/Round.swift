internal import Observations
internal import Store

/// One walk through the work list: a run has one for each pass, and one more after each time that
/// something was put back into the list.
struct Round: Sendable {
    var pass: Pass = .first
    /// Whether the run has written something before, so that what is not in memory may be in the
    /// database.
    var hasPast = false
    /// What has failed is tried again no sooner.
    var retryAfter: Duration = .zero

    /// How long a domain has to wait for its turn.
    ///
    /// By the wall clock, which alone outlasts the process; set back, it makes nobody wait longer.
    func pause(before item: WorkItem, at now: Timestamp) -> Duration {
        guard pass == .second, let failedAt = item.failedAt else { return .zero }
        let waited = Duration.milliseconds(now.milliseconds - failedAt.milliseconds)
        return min(max(retryAfter - waited, .zero), retryAfter)
    }
}
