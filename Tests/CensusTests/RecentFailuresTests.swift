import MailStandards
import Testing

@testable import Census

@Suite struct RecentFailuresTests {
    @Test func whatFailedSinceTheMomentIsTakenOutOnce() {
        let recent = RecentFailures()
        recent.add(.domain(1), at: .seconds(9))
        recent.add(.probe(1), at: .seconds(9))
        recent.add(.domain(2), at: .seconds(10))
        recent.add(.host("mx.example"), at: .seconds(11))
        recent.add(.probe(2), at: .seconds(12))
        #expect(!recent.isVoid(2), "before it is known that the network was gone")
        let failed = recent.take(since: .seconds(10))
        #expect(failed.domains == [2])
        #expect(failed.hosts == ["mx.example"])
        #expect(!recent.isVoid(1) && recent.isVoid(2))
        #expect(recent.take(since: .zero).domains.isEmpty)
    }

    @Test func onlyTheNewestAreKept() {
        let recent = RecentFailures(capacity: 10)
        for number in 1...25 as ClosedRange<Int64> {
            recent.add(.domain(number), at: .seconds(number))
        }
        let kept = recent.take(since: .zero).domains
        #expect((5...10).contains(kept.count))
        #expect(kept.last == 25)
    }
}
