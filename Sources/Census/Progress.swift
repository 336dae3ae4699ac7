internal import Synchronization

/// How far a scan is, for whoever shows it.
package struct ScanProgress: Sendable {
    package var done = 0
    package var inFlight = 0
    /// Domains whose MX lookup failed.
    package var errors = 0
    package var total = 0
    /// Since the first domain began.
    package var elapsed: Duration = .zero

    /// Domains a second, since the beginning.
    package var rate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(done) / seconds : 0
    }

    /// The time left at that rate; nil while there is none.
    package var remaining: Duration? {
        rate > 0 ? .seconds(Double(total - done) / rate) : nil
    }
}

/// Counts domains as they come and go.
final class ProgressCounter: Sendable {
    private let state: Mutex<ScanProgress>
    private let start = ContinuousClock.now

    init(total: Int) { state = Mutex(ScanProgress(total: total)) }

    func begin() { state.withLock { $0.inFlight += 1 } }

    func end(failed: Bool) {
        state.withLock { state in
            state.inFlight -= 1
            state.done += 1
            if failed { state.errors += 1 }
        }
    }

    /// A domain is not to be scanned after all.
    func leaveOut() { state.withLock { $0.total -= 1 } }

    var now: ScanProgress {
        var progress = state.withLock { $0 }
        progress.elapsed = ContinuousClock.now - start
        return progress
    }
}
