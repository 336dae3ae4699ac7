import Addresses
import MailStandards
import Testing

@testable import Census

@Suite struct ConnectionScheduleTests {
    /// What happens, a word each: `1a.x` number 1 asks for operator a and address x; `1:` it
    /// ends; `1!` it ends refused; `1?` it ends in silence; `1-` it leaves the line; `1~` it was
    /// not made; `+3` so many seconds pass.
    /// Expected is who has begun so far, in order, `*` behind whom is left alone.
    struct Row: Sendable, CustomTestStringConvertible {
        let events: String
        let begun: String
        let why: String
        var testDescription: String { "\(events): \(why)" }
    }

    static let rows = [
        Row(events: "1a.x", begun: "1", why: "nothing in the way"),
        Row(events: "1a.x 2b.y", begun: "1 2", why: "others do not matter"),
        Row(events: "1a.x 2b.x", begun: "1", why: "one at a time to an address, whoever's it is"),
        Row(events: "1a.x 2b.x 1:", begun: "1", why: "the address rests"),
        Row(events: "1a.x 2b.x 1: +0.9", begun: "1", why: "for a second"),
        Row(events: "1a.x 2b.x 1: +1", begun: "1 2", why: "and no longer"),
        Row(events: "1a.x 1: 2b.x", begun: "1", why: "also where nobody waited"),
        Row(events: "1a.x 1: +1 2b.x", begun: "1 2", why: "it has rested meanwhile"),
        Row(events: "1a.x 2b.x 1~", begun: "1 2", why: "what was not made needs no rest"),
        Row(events: "1a.x 2a.y 3a.z", begun: "1 2", why: "two at a time to an operator"),
        Row(events: "1a.x 2a.y 3a.z 1:", begun: "1 2 3", why: "its other addresses need no rest"),
        Row(events: "1a.x 2a.y 3a.x 4a.z 2:", begun: "1 2 4", why: "who waits holds no place"),
        Row(events: "1a.x 2a.y 3a.z 4b.z", begun: "1 2 4", why: "nor an address"),
        Row(
            events: "1a.x 2a.y 3a.z 4b.z 1: +1", begun: "1 2 4",
            why: "the place is free, but the address in use"),
        Row(
            events: "1a.x 2a.y 3a.z 4b.z 1: 4: +1", begun: "1 2 4 3", why: "both are to be had"),
        Row(events: "1a.x 2b.x 3c.x 1: +1", begun: "1 2", why: "first come, first served"),
        Row(events: "1a.x 2b.x 3c.x 2- 1: +1", begun: "1 3", why: "who leaves is passed over"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s", begun: "1 2 3", why: "three refusals: a pause"),
        Row(events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s +4.9", begun: "1 2 3", why: "of 5 s"),
        Row(events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s +5", begun: "1 2 3 4", why: "and no longer"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s 5a.t +5", begun: "1 2 3 4",
            why: "one at a time then"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s 5a.t +5 4! +9", begun: "1 2 3 4",
            why: "a longer pause"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s 5a.t +5 4! +10", begun: "1 2 3 4 5",
            why: "of 10 s"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s 5a.t +5 4:", begun: "1 2 3 4 5",
            why: "somebody is let in: the pauses end"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s +5 4? 5a.t 6a.u", begun: "1 2 3 4 5",
            why: "silence proves nothing, neither way"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4b.s 5b.t", begun: "1 2 3 4 5",
            why: "another operator is not meant"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s +5 4! 5a.t +10 5! 6a.u 7a.v +20 6!",
            begun: "1 2 3 4 5 6 7*", why: "the sixth is the last, who waits is told"),
        Row(
            events: "1a.p 1! 2a.q 2! 3a.r 3! 4a.s +5 4! 5a.t +10 5! 6a.u +20 6! +999 7a.v",
            begun: "1 2 3 4 5 6 7*", why: "for the rest of the run"),
    ]

    @Test(arguments: rows)
    func begins(row: Row) throws {
        var course = Course()
        for event in row.events.split(separator: " ") { try course.happen(event) }
        #expect(course.begun.joined(separator: " ") == row.begun, "\(row.why)")
    }

    @Test func anOperatorIsLeftAloneOnce() throws {
        var course = Course()
        for number in 1...9 {
            try course.happen("\(number)a.\(number)"[...])
            try course.happen("+40")
            try course.happen("\(number)!"[...])
        }
        #expect(course.leftAlone == ["a.test"])
        #expect(course.begun.suffix(3) == ["7*", "8*", "9*"])
    }

    /// Thousands of addresses and operators come and go.
    @Test func nothingIsRememberedForLong() throws {
        var course = Course()
        for number in 1...5000 {
            try course.happen("\(number)o\(number % 700).\(number % 1100)"[...])
            try course.happen("\(number)\(number % 3 == 0 ? "?" : ":")"[...])
            try course.happen("+0.1")
            #expect(course.schedule.remembered <= 12)
        }
        #expect(course.begun.count == 5000)
        try course.happen("+1")
        try course.happen("9999z.9999")
        #expect(course.schedule.remembered == 2, "but what is in use now")
    }
}

/// Plays events, rings the alarms in time, and notes who has begun.
private struct Course {
    var schedule = ConnectionSchedule(pause: .seconds(1))
    var begun: [String] = []
    var leftAlone: [String] = []
    private var now = ContinuousClock.now
    private var targets: [Int: ConnectionSchedule.Target] = [:]
    private var alarms: [(time: ContinuousClock.Instant, target: ConnectionSchedule.Target)] = []

    mutating func happen(_ event: Substring) throws {
        if event.hasPrefix("+") {
            pass(.milliseconds(Int(try #require(Double(event.dropFirst())) * 1000)))
            return
        }
        let id = try #require(Int(event.prefix { $0.isNumber }))
        switch event.drop(while: \.isNumber) {
        case ":": try end(id, .accepted)
        case "!": try end(id, .refused)
        case "?": try end(id, .silent)
        case "~": try end(id, .notMade)
        case "-":
            let waited = schedule.leave(id)
            #expect(waited)
        case let target:
            let parts = target.split(separator: ".")
            let address = parts[1].utf8.reduce(0) { $0 * 31 + Int($1) }
            targets[id] = ConnectionSchedule.Target(
                operatorName: try #require(DomainName(String(parts[0]) + ".test")),
                address: try #require(
                    IPAddress("192.0.\(address / 256 % 256).\(address % 256)")))
            let target = try #require(targets[id])
            take(schedule.ask(id, target, at: now), target)
        }
    }

    private mutating func end(_ id: Int, _ end: ConnectionSchedule.End) throws {
        guard begun.contains("\(id)") else { return }
        let target = try #require(targets[id])
        take(schedule.end(target, end, at: now), target)
    }

    private mutating func pass(_ time: Duration) {
        let later = now + time
        while let index = alarms.indices.min(by: { alarms[$0].time < alarms[$1].time }),
            alarms[index].time <= later
        {
            let alarm = alarms.remove(at: index)
            now = alarm.time
            take(schedule.wake(alarm.target, at: now), alarm.target)
        }
        now = later
    }

    private mutating func take(
        _ changes: ConnectionSchedule.Changes, _ target: ConnectionSchedule.Target
    ) {
        begun += changes.answers.sorted { $0.key < $1.key }
            .map { "\($0.key)" + ($0.value == .leaveAlone ? "*" : "") }
        leftAlone += changes.leftAlone.map { [$0.text] } ?? []
        alarms += changes.alarms.map { ($0, target) }
    }
}
