internal import Glibc
internal import Synchronization

/// How many domains may be in flight at this moment, for all loops of a run.
final class DomainsInFlight: Sendable {
    private let control: Mutex<ConcurrencyControl>
    /// Whether their number adapts.
    let adapts: Bool

    init(_ range: ConcurrencyRange, cores: Int) {
        control = Mutex(ConcurrencyControl(range, cores: cores))
        adapts = !range.isFixed
    }

    var limit: Int { control.withLock { $0.limit } }

    /// The limit, as far as it has proven itself.
    var settled: Int { control.withLock { $0.settled } }

    /// The part of one loop: all parts together are the limit, and none is less than one.
    func share(of loop: Int, among loops: Int) -> Int {
        let limit = limit
        return max(limit / loops + (loop < limit % loops ? 1 : 0), 1)
    }

    /// Follows a crawl, and adapts to what it comes to. Returns never.
    func adapt(to progress: ProgressCounter, _ watch: NetworkWatch) async throws {
        control.withLock { $0.startAgain() }
        var before = Moment(progress, watch)
        while true {
            try await Task.sleep(for: ConcurrencyControl.interval)
            let now = Moment(progress, watch)
            let isMemoryShort = Memory.ofThisMachine.isShort
            control.withLock { control in
                var sample = now.sample(since: before)
                sample.isMemoryShort = isMemoryShort
                control.take(sample)
            }
            before = now
        }
    }

    /// What has been counted up to a moment.
    private struct Moment {
        let time = ContinuousClock.now
        let cpu: Duration
        let progress: ScanProgress
        let tally: NetworkWatch.Tally

        init(_ progress: ProgressCounter, _ watch: NetworkWatch) {
            var used = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
            cpu = .seconds(used.tv_sec) + .nanoseconds(used.tv_nsec)
            self.progress = progress.now
            tally = watch.tally
        }

        func sample(since before: Moment) -> ConcurrencyControl.Sample {
            ConcurrencyControl.Sample(
                elapsed: time - before.time,
                domainsDone: progress.done - before.progress.done, inFlight: progress.inFlight,
                outcomes: tally.outcomes - before.tally.outcomes,
                failures: tally.failures - before.tally.failures, cpu: cpu - before.cpu)
        }
    }
}
