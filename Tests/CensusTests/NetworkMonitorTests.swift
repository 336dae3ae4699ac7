import Addresses
import Testing

@testable import Census

/// A run as the monitor sees it: outcomes at a pace, one moment after another.
private struct Story {
    private(set) var monitor = NetworkMonitor(at: .zero)
    private(set) var now = Duration.zero
    /// The moments at which something was suspected.
    private(set) var suspicions: [NetworkMonitor.Suspicion] = []
    private var isSuspicious = false

    /// So many outcomes, evenly spread over a time; each took `lasting`. Of a hundred in a row
    /// `percent` succeed.
    mutating func tell(
        _ count: Int, of service: NetworkService = .dns, over time: Duration,
        succeeding percent: Int,
        lasting: Duration = .milliseconds(50)
    ) {
        for number in 0..<count {
            now += time / count
            monitor.begin(service)
            monitor.end(
                service, began: now - lasting, succeeded: number * 37 % 100 < percent, at: now)
            look()
        }
    }

    /// Operations that begin and do not end.
    mutating func begin(_ count: Int, of service: NetworkService = .dns) {
        for _ in 0..<count { monitor.begin(service) }
    }

    /// Ends what was begun, by failure.
    mutating func fail(_ count: Int, of service: NetworkService = .dns, began: Duration) {
        for _ in 0..<count {
            monitor.end(service, began: began, succeeded: false, at: now)
            look()
        }
    }

    mutating func pass(_ time: Duration) {
        for _ in 0..<max(Int(time / .seconds(1)), 1) {
            now += .seconds(1)
            look()
        }
    }

    mutating func startAgain() { monitor.startAgain(at: now) }
    mutating func learnAgain() { monitor.learnAgain(.dns, at: now) }
    mutating func excuseSilence() { monitor.excuseSilence(of: .dns, at: now) }

    private mutating func look() {
        let suspicion = monitor.suspicion(at: now)
        if let suspicion, !isSuspicious { suspicions.append(suspicion) }
        isSuspicious = suspicion != nil
    }
}

@Suite struct NetworkMonitorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var suspects: NetworkService?
        fileprivate var tell: @Sendable (inout Story) -> Void

        fileprivate init(
            _ name: String, suspects: NetworkService? = nil,
            _ tell: @escaping @Sendable (inout Story) -> Void
        ) {
            testDescription = name
            self.suspects = suspects
            self.tell = tell
        }
    }

    @Test(arguments: [
        Case("a network that vanishes at full speed", suspects: .dns) {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.tell(5000, over: .seconds(10), succeeding: 0)
        },
        Case("one that vanishes from a slow run", suspects: .dns) {
            $0.tell(400, over: .seconds(400), succeeding: 95)
            $0.tell(100, over: .seconds(100), succeeding: 0)
        },
        Case("one in which a cache still answers now and then", suspects: .dns) {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.tell(5000, over: .seconds(10), succeeding: 4)
        },
        Case("port 25 where a third was open", suspects: .smtp(.ipv6)) {
            $0.tell(1000, of: .smtp(.ipv6), over: .seconds(100), succeeding: 33)
            $0.tell(200, of: .smtp(.ipv6), over: .seconds(20), succeeding: 0)
        },
        Case("behind a list that began with dead domains", suspects: .dns) {
            $0.tell(10_000, over: .seconds(100), succeeding: 0)
            $0.tell(1000, over: .seconds(10), succeeding: 90)
            $0.tell(1000, over: .seconds(10), succeeding: 0)
        },
        Case("silence, while many wait", suspects: .dns) {
            $0.tell(1000, over: .seconds(10), succeeding: 95)
            $0.begin(500)
            $0.pass(.seconds(11))
        },
        Case("again, after it had come back", suspects: .dns) {
            $0.tell(1000, over: .seconds(10), succeeding: 95)
            $0.startAgain()
            $0.tell(1000, over: .seconds(10), succeeding: 0)
        },
        Case("an ordinary run") { $0.tell(20_000, over: .seconds(40), succeeding: 90) },
        Case("a list that begins with dead domains") {
            $0.tell(10_000, over: .seconds(100), succeeding: 0)
            $0.tell(1000, over: .seconds(10), succeeding: 90)
        },
        Case("a list too short to know what is usual") {
            $0.tell(120, over: .seconds(10), succeeding: 95)
            $0.tell(70, over: .seconds(10), succeeding: 0)
        },
        Case("a list of which hardly anything lives") {
            $0.tell(5000, over: .seconds(100), succeeding: 15)
            $0.tell(1000, over: .seconds(100), succeeding: 0)
        },
        Case("less than usual, but no collapse") {
            $0.tell(5000, over: .seconds(10), succeeding: 90)
            $0.tell(5000, over: .seconds(50), succeeding: 20)
        },
        Case("an outage of three seconds") {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.tell(1500, over: .seconds(3), succeeding: 0)
            $0.tell(5000, over: .seconds(10), succeeding: 95)
        },
        Case("dead domains that are left at the end") {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.begin(300)
            $0.tell(500, over: .seconds(1), succeeding: 100)
            let began = $0.now - .seconds(1)
            $0.pass(.seconds(9))
            $0.fail(290, began: began)
            $0.pass(.seconds(60))
        },
        Case("a few that wait for long") {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.begin(15)
            $0.pass(.seconds(60))
        },
        Case("dead domains in a row, once that is known to be all") {
            $0.tell(5000, over: .seconds(10), succeeding: 95)
            $0.learnAgain()
            $0.tell(5000, over: .seconds(10), succeeding: 0)
        },
    ])
    func suspects(_ example: Case) {
        var story = Story()
        example.tell(&story)
        #expect(story.suspicions.first?.service == example.suspects)
    }

    /// What was done before the network vanished need not be measured again, what was done after
    /// it has to be.
    @Test(arguments: [95, 60, 25])
    func theGoodTimeEndsBeforeTheNetworkVanished(usually percent: Int) throws {
        var story = Story()
        story.tell(5000, over: .seconds(50), succeeding: percent)
        let gone = story.now
        story.tell(5000, over: .seconds(50), succeeding: 0)
        let suspicion = try #require(story.suspicions.first)
        #expect(suspicion.goodUntil <= gone)
        #expect(suspicion.goodUntil > gone - .seconds(5))
    }

    @Test func theSilenceThatWasExcusedIsAskedAboutLessAndLess() {
        var story = Story()
        story.tell(1000, over: .seconds(10), succeeding: 95)
        story.begin(100)
        for _ in 0..<600 {
            story.pass(.seconds(1))
            if story.monitor.suspicion(at: story.now) != nil { story.excuseSilence() }
        }
        // After 10 s, and then 20, 40, 80, 160 s later.
        #expect(story.suspicions.count == 5)
    }
}
