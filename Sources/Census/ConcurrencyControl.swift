/// Decides how many domains are in flight, from what the last seconds came to.
///
/// Pure: whoever owns it measures, a sample each ``interval``, and keeps to ``limit``. It proceeds by
/// trials, since no figure says by itself whether a number is right: more in flight have to bring more
/// domains a second, fewer have to bring fewer failures, and what does not is taken back.
struct ConcurrencyControl: Sendable {
    /// What an interval came to.
    struct Sample: Sendable {
        var elapsed: Duration
        var domainsDone: Int
        /// At the end of the interval.
        var inFlight: Int
        /// Lookups, fetches and probes that ended, and those of them in which nobody was heard.
        var outcomes: Int
        var failures: Int
        /// CPU time of this process.
        var cpu: Duration
        /// Whether this machine is about to have none left.
        var isMemoryShort = false
    }

    private enum Phase {
        /// Stays for so many intervals.
        case resting(Int)
        /// Is higher than before, where so many domains a second were done.
        case rising(from: Int, rate: Double)
        /// Is lower than before, where such a share failed.
        case falling(from: Int, failing: Double)
    }

    static let interval: Duration = .seconds(5)

    /// Intervals whose sum is judged: one alone is noise.
    private static let judged = 2
    /// Until more in flight show in what is done.
    private static let risingTime = 2
    /// Until what had begun before has failed: libunbound gives up after 35 s.
    private static let fallingTime = 8
    /// Part of a rise, which is a half, that has to come back as domains a second.
    private static let worthwhile = 0.25
    /// From this share of the CPU on it is what governs.
    private static let busy = 0.85
    /// At least so many outcomes say something of the network.
    private static let telling = 100
    /// Outcomes that the usual share of failures remembers.
    private static let memory = 10_000.0
    private static let shortestRest = 6
    private static let longestRest = 60

    /// Domains in flight, over all loops.
    private(set) var limit: Int
    /// The same without a rise of which it is not known yet whether it is worth it.
    var settled: Int {
        if case .rising(let from, _) = phase { from } else { limit }
    }

    private let least: Int
    private var most: Int
    private let cores: Int
    private var phase = Phase.resting(Self.shortestRest)
    /// Intervals since the phase began.
    private var age = 0
    private var recent: [Sample] = []
    /// How long to rest after the next trial in vain.
    private var rest = Self.shortestRest
    /// The share of failures that is the list's own; until it is known, one that is on the safe side.
    private var usualFailing = 0.1

    init(_ range: ConcurrencyRange, cores: Int) {
        limit = range.first
        least = range.least
        most = range.most
        self.cores = cores
    }

    /// After a pause: what was measured before it does not count.
    mutating func startAgain() { stay(at: settled, for: rest) }

    mutating func take(_ sample: Sample) {
        guard least < most else { return }
        guard !sample.isMemoryShort else {
            most = max(limit * 3 / 4, least)
            return stay(at: most, for: rest)
        }
        age += 1
        recent.append(sample)
        if recent.count > Self.judged { recent.removeFirst() }
        guard recent.count == Self.judged else { return }
        switch phase {
        case .resting(let intervals):
            if isFailingTooOften { return fall() }
            learn()
            if age >= intervals, isFull, busyShare < Self.busy { rise() }
        case .rising(let from, let rate):
            if isFailingTooOften { return fall() }
            guard age >= Self.risingTime + Self.judged else { return }
            let risen = Double(limit) / Double(from) - 1
            if self.rate >= rate * (1 + Self.worthwhile * risen) {
                stay(at: limit, for: Self.judged)
            } else {
                restLonger(at: from)
            }
        case .falling(let from, let failing):
            guard age >= Self.fallingTime + Self.judged else { return }
            if self.failing < failing * 3 / 4 {
                restLonger(at: limit)
            } else {
                // They fail all the same, so it is not we who are too many.
                usualFailing = self.failing
                stay(at: from, for: rest)
            }
        }
    }

    // MARK: Steps

    private mutating func rise() {
        guard limit < most else { return }
        enter(.rising(from: limit, rate: rate), at: min(limit + max(limit / 2, 1), most))
    }

    private mutating func fall() {
        guard limit > least else { return }
        enter(.falling(from: limit, failing: failing), at: max(limit / 2, least))
    }

    private mutating func restLonger(at limit: Int) {
        stay(at: limit, for: rest)
        rest = min(rest * 2, Self.longestRest)
    }

    private mutating func stay(at limit: Int, for intervals: Int) {
        enter(.resting(intervals), at: limit)
    }

    private mutating func enter(_ phase: Phase, at limit: Int) {
        self.phase = phase
        self.limit = limit
        age = 0
        recent = []
    }

    // MARK: What the judged intervals say

    private var elapsed: Duration { recent.reduce(.zero) { $0 + $1.elapsed } }

    private var rate: Double {
        Double(recent.reduce(0) { $0 + $1.domainsDone }) / (elapsed / .seconds(1))
    }

    private var busyShare: Double {
        recent.reduce(.zero) { $0 + $1.cpu } / (elapsed * cores)
    }

    private var outcomes: Int { recent.reduce(0) { $0 + $1.outcomes } }

    private var failing: Double {
        Double(recent.reduce(0) { $0 + $1.failures }) / Double(max(outcomes, 1))
    }

    /// More than the list explains: failures come late, so their share alone moves by some points
    /// whenever the rate does.
    private var isFailingTooOften: Bool {
        outcomes >= Self.telling && failing > 2 * usualFailing + 0.05
    }

    /// Whether it is the limit that holds the scan.
    private var isFull: Bool { recent.allSatisfy { $0.inFlight * 10 >= limit * 9 } }

    private mutating func learn() {
        let weight = min(Double(outcomes) / Self.memory, 1)
        usualFailing += (failing - usualFailing) * weight
    }
}
