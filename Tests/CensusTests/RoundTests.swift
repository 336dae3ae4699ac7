import Observations
import Store
import Testing

@testable import Census

/// How long what failed has to wait for its second try.
@Suite struct RoundTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    @Test(
        arguments: [
            (0, 60, 60), (1_000, 60, 59), (59_999, 60, 1), (60_000, 60, 0),
            (3_600_000, 60, 0),  // of a long run nobody waits
            (0, 0, 0),
            (-3_600_000, 60, 60),  // the clock was set back
        ] as [(Int64, Int64, Int64)])
    func inTheSecondPass(sinceMilliseconds: Int64, retryAfter: Int64, seconds: Int64) {
        let failedAt = Timestamp(milliseconds: Self.now.milliseconds - sinceMilliseconds)
        let item = WorkItem(
            domainID: 1, domain: "a.example", rank: 1, occasion: .again, failedAt: failedAt)
        let round = Round(pass: .second, hasPast: true, retryAfter: .seconds(retryAfter))
        let pause = round.pause(before: item, at: Self.now)
        #expect(pause <= .seconds(seconds) && pause > .seconds(seconds - 1))
    }

    @Test func nobodyElseWaits() {
        var item = WorkItem(
            domainID: 1, domain: "a.example", rank: 1, occasion: .again, failedAt: Self.now)
        let first = Round(pass: .first, hasPast: true, retryAfter: .seconds(60))
        #expect(first.pause(before: item, at: Self.now) == .zero)
        item.failedAt = nil
        let second = Round(pass: .second, hasPast: true, retryAfter: .seconds(60))
        #expect(second.pause(before: item, at: Self.now) == .zero)
    }
}
