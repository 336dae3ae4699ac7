/// How one service of the network has answered so far, and whether it has ceased to.
///
/// Pure: moments are given as durations since the run began.
///
/// Why these figures: with 50 outcomes of which a fifth or more usually succeed, chance alone leaves
/// less than a tenth of that once in 70,000 times, so where usually fewer succeed nothing is
/// concluded; and a wrong conclusion costs a question to the anchors and some seconds, no row.
struct ServiceRecord: Sendable {
    /// Outcomes that are looked at together.
    static let window = 50
    /// Outcomes after which the usual share is known. A list that is shorter, or one that begins
    /// with dead domains, has none yet.
    static let learning = 200
    /// How many outcomes the usual share remembers, so that it follows a list whose second half is
    /// another than its first.
    static let memory = 1000.0
    /// Below this nothing is concluded.
    static let leastShare = 0.2
    /// A collapse has lasted so long before it is called one: a name server's restart has not.
    static let persistence: Duration = .seconds(5)
    /// Without a success for so long, while many wait, somebody else has to be asked: before the 20 s
    /// after which a connection is given up, and the 35 s after which libunbound does.
    static let silence: Duration = .seconds(10)
    static let manyWaiting = 20

    private struct Count {
        var outcomes = 0.0
        var successes = 0.0
    }

    private(set) var underWay = 0
    private var usual = Count()
    /// What came since the last good moment; it is usual only if a good moment follows.
    private var pending = Count()
    /// The newest outcomes, oldest first, with the moments at which they came.
    private var recent: [(moment: Duration, success: Bool)] = []
    private var lastSuccess: Duration
    private var lastGood: Duration
    /// Before this the network was there: it is the oldest moment that the last good one rests on.
    private(set) var goodUntil: Duration
    private var quietUntil: Duration
    private var quietTime = Self.silence

    init(at now: Duration) {
        lastSuccess = now
        lastGood = now
        goodUntil = now
        quietUntil = now
    }

    /// The share that usually succeeds; nil where it is not known, or too small to conclude from.
    var usualShare: Double? {
        guard usual.outcomes >= Double(Self.learning) else { return nil }
        let share = usual.successes / usual.outcomes
        return share >= Self.leastShare ? share : nil
    }

    mutating func begin() { underWay += 1 }

    /// Takes an outcome in.
    ///
    /// A failure that began in good times says nothing of the time since then: so the slow ones,
    /// which are what is left at the end of every list, never look like a collapse.
    mutating func end(began: Duration, succeeded: Bool, at now: Duration) {
        underWay -= 1
        if succeeded { lastSuccess = now }
        pending.outcomes += 1
        pending.successes += succeeded ? 1 : 0
        if succeeded || began >= goodUntil {
            recent.append((now, succeeded))
            if recent.count > Self.window { recent.removeFirst() }
        }
        guard let share = usualShare else { return settle(at: now) }
        let isGood = succeeded && recentShare >= share / 2
        // What is neither as usual nor a collapse for so long has become usual.
        let isNew = pending.outcomes >= Self.memory && recentShare >= share / 10
        if isGood || isNew { settle(at: now) }
    }

    /// Gone without an answer, because it was given up.
    mutating func giveUp() { underWay -= 1 }

    /// Whether hardly anything succeeds any more.
    func hasCollapsed(at now: Duration) -> Bool {
        guard let share = usualShare, recent.count == Self.window else { return false }
        return recentShare < share / 10 && now - lastGood >= Self.persistence
    }

    /// Whether nothing at all comes back.
    func isSilent(at now: Duration) -> Bool {
        usualShare != nil && underWay >= Self.manyWaiting
            && now - max(lastSuccess, lastGood) >= Self.silence && now >= quietUntil
    }

    /// Somebody else was asked and answered, so that the silence is that of dead servers: the next
    /// question about it is later.
    mutating func excuseSilence(at now: Duration) {
        quietTime = min(quietTime * 2, .seconds(300))
        quietUntil = now + quietTime
    }

    /// After a pause: what is usual stays, what came before the pause does not count any more.
    mutating func startAgain(at now: Duration) {
        let usual = usual
        self = ServiceRecord(at: now)
        self.usual = usual
    }

    private var recentShare: Double {
        Double(recent.count { $0.success }) / Double(max(recent.count, 1))
    }

    private mutating func settle(at now: Duration) {
        usual.outcomes += pending.outcomes
        usual.successes += pending.successes
        if usual.outcomes > Self.memory {
            usual.successes *= Self.memory / usual.outcomes
            usual.outcomes = Self.memory
        }
        pending = Count()
        lastGood = now
        goodUntil = recent.first?.moment ?? now
    }
}
