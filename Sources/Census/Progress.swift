internal import Synchronization

/// How far a scan is, for whoever shows it.
package struct ScanProgress: Sendable {
    package var done = 0
    /// Of these, before the run went on.
    package var doneBefore = 0
    package var inFlight = 0
    /// Domains whose MX lookup failed.
    package var errors = 0
    package var total = 0
    /// Domains that the second pass is done with, and has; nil before it begins.
    package var again: (done: Int, total: Int)?
    /// The time until the second pass goes on; zero while it does.
    package var pause: Duration = .zero
    /// Since the first domain began.
    package var elapsed: Duration = .zero

    /// Domains a second, since the beginning.
    package var rate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(done - doneBefore) / seconds : 0
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
    private let doneBefore: Int

    private let pauseEnd = Mutex(ContinuousClock.now)

    /// - Parameter done: how many a run that goes on has done before.
    init(total: Int, done: Int = 0) {
        state = Mutex(ScanProgress(done: done, total: total))
        doneBefore = done
    }

    /// What comes from now on belongs to the second pass.
    func beginSecondPass(total: Int) { state.withLock { $0.again = (0, total) } }

    /// Nothing begins before.
    func pause(until end: ContinuousClock.Instant) { pauseEnd.withLock { $0 = max($0, end) } }

    func begin() { state.withLock { $0.inFlight += 1 } }

    func end(failed: Bool) {
        state.withLock { state in
            state.inFlight -= 1
            guard state.again == nil else {
                state.again?.done += 1
                return
            }
            state.done += 1
            if failed { state.errors += 1 }
        }
    }

    /// A domain is not to be scanned after all.
    func leaveOut() { state.withLock { $0.total -= 1 } }

    /// A domain that had begun will begin once more.
    func giveUp() { state.withLock { $0.inFlight -= 1 } }

    /// So many domains that were done will be done once more.
    func putBack(_ domains: Int) {
        state.withLock { state in
            guard let again = state.again else {
                state.done -= min(domains, state.done)
                return
            }
            state.again?.done -= min(domains, again.done)
        }
    }

    var now: ScanProgress {
        var progress = state.withLock { $0 }
        let now = ContinuousClock.now
        progress.doneBefore = doneBefore
        progress.elapsed = now - start
        progress.pause = max(pauseEnd.withLock { $0 } - now, .zero)
        return progress
    }
}
