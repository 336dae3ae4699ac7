/// Whose turn it is to ask: so many questions may be young at a time, and who comes then waits.
///
/// A question that is no longer young takes no turn from anybody, so that dead name servers do not
/// hold up the others. Pure: whoever owns it says when time has passed.
struct QuestionTurns<Waiter> {
    /// When a question has begun, in the life of this.
    typealias Generation = Int

    private let most: Int
    private var generation: Generation = 0
    /// Questions of this generation and of the one before.
    private var young = (newest: 0, older: 0)
    private var line: [Waiter] = []
    private var served = 0

    init(most: Int) { self.most = most }

    /// Whether anybody waits.
    var isWaitedFor: Bool { served < line.count }

    private var hasRoom: Bool { young.newest + young.older < most }

    /// Nil where one has to wait.
    mutating func begin() -> Generation? {
        guard hasRoom, !isWaitedFor else { return nil }
        young.newest += 1
        return generation
    }

    mutating func wait(_ waiter: Waiter) { line.append(waiter) }

    /// Whoever has waited longest, and begins now; nil where nobody waits or may begin.
    mutating func next() -> (waiter: Waiter, generation: Generation)? {
        guard hasRoom, isWaitedFor else { return nil }
        let waiter = line[served]
        served += 1
        if served == line.count || served > 1000 && served > line.count / 2 {
            line.removeFirst(served)
            served = 0
        }
        young.newest += 1
        return (waiter, generation)
    }

    /// A question has ended.
    mutating func end(_ generation: Generation) {
        if generation == self.generation {
            young.newest -= 1
        } else if generation == self.generation - 1 {
            young.older -= 1
        }
    }

    /// To be called from time to time: what was young twice is so no more.
    mutating func growOlder() {
        generation += 1
        young = (newest: 0, older: young.newest)
    }
}
