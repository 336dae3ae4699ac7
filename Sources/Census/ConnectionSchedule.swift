internal import Addresses
internal import MailStandards

/// Which connections to MX hosts may begin, and when: one at a time to an address, with a pause
/// before the next; two at a time to an operator, and fewer while it turns us away.
///
/// It is told the time and waits for nothing itself. Who waits holds no place: neither an
/// operator's while its address rests, nor an address while its operator is busy elsewhere. Of
/// those that may begin the first to have asked does.
struct ConnectionSchedule {
    typealias Instant = ContinuousClock.Instant

    /// Whose MX host is connected to, and where.
    struct Target: Hashable, Sendable {
        var operatorName: DomainName
        var address: IPAddress
    }

    /// How a connection ended, as far as it matters for the next.
    enum End {
        /// It was not made after all.
        case notMade
        /// Nothing came back, which may have any reason.
        case silent
        /// In a way that says that we are not wanted.
        case refused
        case accepted
    }

    /// What becomes of who has asked.
    enum Answer: Equatable {
        case begin
        /// The operator has turned us away too often.
        case leaveAlone
    }

    /// Who no longer waits, and when ``wake(_:at:)`` is to be called for others.
    struct Changes: Equatable {
        var answers: [Int: Answer] = [:]
        var alarms: [Instant] = []
        /// An operator that is left alone from now on.
        var leftAlone: DomainName?
    }

    private struct Place {
        var inUse = 0
        /// Who waits, by number, first come first.
        var line: [Int] = []
        /// When the address has rested; unused for operators.
        var restsUntil: Instant?

        var isIdle: Bool { inUse == 0 && line.isEmpty }
    }

    private let atOnce = 2
    private let pause: Duration
    private var operators: [DomainName: Place] = [:]
    private var addresses: [IPAddress: Place] = [:]
    private var targets: [Int: Target] = [:]
    private var backoffs = BoundedCache<DomainName, OperatorBackoff>(capacity: 50_000)
    /// Addresses by the end of their pauses, so that they are forgotten then.
    private var resting: [(address: IPAddress, until: Instant)] = []
    private var forgotten = 0

    /// `pause`: from the end of a connection to an address to the beginning of the next.
    init(pause: Duration) { self.pause = pause }

    /// How many addresses and operators are remembered, those that turned us away aside.
    var remembered: Int { operators.count + addresses.count }

    /// Somebody wants to connect; with no answer in the changes, they wait.
    mutating func ask(_ id: Int, _ target: Target, at now: Instant) -> Changes {
        forget(at: now)
        var changes = Changes()
        targets[id] = target
        operators[target.operatorName, default: Place()].line.append(id)
        addresses[target.address, default: Place()].line.append(id)
        settle(id, at: now, &changes)
        if changes.answers.isEmpty { setAlarms(target, at: now, &changes) }
        return changes
    }

    /// A connection that may have begun is over.
    mutating func end(_ target: Target, _ end: End, at now: Instant) -> Changes {
        forget(at: now)
        var changes = Changes()
        operators[target.operatorName]?.inUse -= 1
        addresses[target.address]?.inUse -= 1
        if end != .notMade {
            addresses[target.address]?.restsUntil = now + pause
            resting.append((target.address, now + pause))
        }
        note(end, of: target.operatorName, at: now, &changes)
        settleLine(of: target.operatorName, at: now, &changes)
        settleLine(of: target.address, at: now, &changes)
        dropIfIdle(target.operatorName)
        dropIfIdle(target.address)
        setAlarms(target, at: now, &changes)
        return changes
    }

    /// A pause at the address or of the operator is over.
    mutating func wake(_ target: Target, at now: Instant) -> Changes {
        var changes = Changes()
        settleLine(of: target.address, at: now, &changes)
        settleLine(of: target.operatorName, at: now, &changes)
        setAlarms(target, at: now, &changes)
        forget(at: now)
        return changes
    }

    /// Somebody no longer wants to connect; false where they do not wait.
    mutating func leave(_ id: Int) -> Bool {
        guard let target = targets.removeValue(forKey: id) else { return false }
        operators[target.operatorName]?.line.removeAll { $0 == id }
        addresses[target.address]?.line.removeAll { $0 == id }
        dropIfIdle(target.operatorName)
        dropIfIdle(target.address)
        return true
    }

    // MARK: Who may begin

    // Lines can be long, so they are gone through only as far as there is something to be had.

    private mutating func settleLine(
        of name: DomainName, at now: Instant, _ changes: inout Changes
    ) {
        let backoff = backoffs.value(for: name)
        for id in operators[name]?.line ?? [] {
            guard backoff?.isOver == true || hasRoom(name, backoff, at: now) else { return }
            settle(id, at: now, &changes)
        }
    }

    private mutating func settleLine(
        of address: IPAddress, at now: Instant, _ changes: inout Changes
    ) {
        for id in addresses[address]?.line ?? [] {
            guard isFree(address, at: now) else { return }
            settle(id, at: now, &changes)
        }
    }

    private mutating func settle(_ id: Int, at now: Instant, _ changes: inout Changes) {
        guard let target = targets[id] else { return }
        let backoff = backoffs.value(for: target.operatorName)
        if backoff?.isOver == true {
            changes.answers[id] = .leaveAlone
        } else if hasRoom(target.operatorName, backoff, at: now), isFree(target.address, at: now) {
            operators[target.operatorName]?.inUse += 1
            addresses[target.address]?.inUse += 1
            changes.answers[id] = .begin
        } else {
            return
        }
        _ = leave(id)
    }

    private func hasRoom(
        _ name: DomainName, _ backoff: OperatorBackoff?, at now: Instant
    ) -> Bool {
        let most = backoff?.isSlow == true ? 1 : atOnce
        return operators[name]?.inUse ?? 0 < most && backoff?.notBefore ?? now <= now
    }

    private func isFree(_ address: IPAddress, at now: Instant) -> Bool {
        guard let place = addresses[address] else { return true }
        return place.inUse == 0 && place.restsUntil ?? now <= now
    }

    private mutating func note(
        _ end: End, of name: DomainName, at now: Instant, _ changes: inout Changes
    ) {
        let known = backoffs.value(for: name)
        guard end == .refused || end == .accepted && known?.refusals ?? 0 > 0 else { return }
        var backoff = known ?? OperatorBackoff()
        backoff.note(refused: end == .refused, at: now)
        backoffs.insert(backoff, for: name)
        if backoff.isOver, known?.isOver != true { changes.leftAlone = name }
    }

    /// For pauses that are not over and that somebody waits for.
    private mutating func setAlarms(_ target: Target, at now: Instant, _ changes: inout Changes) {
        if let place = addresses[target.address], !place.line.isEmpty, place.inUse == 0,
            let end = place.restsUntil, end > now
        {
            changes.alarms.append(end)
        }
        if let place = operators[target.operatorName], !place.line.isEmpty,
            let end = backoffs.value(for: target.operatorName)?.notBefore, end > now
        {
            changes.alarms.append(end)
        }
    }

    // MARK: Memory

    /// Takes addresses that have rested out of memory.
    private mutating func forget(at now: Instant) {
        while forgotten < resting.count, resting[forgotten].until <= now {
            let address = resting[forgotten].address
            forgotten += 1
            if addresses[address]?.restsUntil ?? now <= now {
                addresses[address]?.restsUntil = nil
                dropIfIdle(address)
            }
        }
        if forgotten > 1000, forgotten > resting.count / 2 {
            resting.removeFirst(forgotten)
            forgotten = 0
        }
    }

    private mutating func dropIfIdle(_ name: DomainName) {
        if operators[name]?.isIdle == true { operators[name] = nil }
    }

    private mutating func dropIfIdle(_ address: IPAddress) {
        if let place = addresses[address], place.isIdle, place.restsUntil == nil {
            addresses[address] = nil
        }
    }
}
