import Testing

@testable import Census

@Suite struct OperatorBackoffTests {
    /// Connections one a second: `-` refused, `+` not.
    @Test(arguments: [
        ("", 0, false, nil, "nobody has refused"),
        ("-", 1, false, nil, "once is chance"),
        ("--", 2, false, nil, "twice may be"),
        ("---", 3, true, 5, "three times in a row is not"),
        ("----", 4, true, 10, "and again: twice as long"),
        ("-----", 5, true, 20, "and again"),
        ("--+", 0, false, nil, "one that is not refused ends it"),
        ("----+", 0, false, nil, "however long the row was"),
        ("--+--", 2, false, nil, "only what comes in a row counts"),
        ("++++", 0, false, nil, "nothing to count"),
    ])
    func pauses(_ ends: String, _ refusals: Int, _ isSlow: Bool, _ seconds: Int?, _ why: String) {
        let (backoff, last) = after(ends)
        #expect(backoff.refusals == refusals, "\(why)")
        #expect(backoff.isSlow == isSlow, "\(why)")
        #expect(backoff.notBefore == seconds.map { last + .seconds($0) }, "\(why)")
        #expect(!backoff.isOver, "\(why)")
    }

    @Test(arguments: [
        ("------", "six in a row"), ("+------", "whatever was before"),
        ("------+", "and whatever was still under way"), ("--------", "or goes on like this"),
    ])
    func isOver(_ ends: String, _ why: String) {
        #expect(after(ends).backoff.isOver, "\(why)")
    }

    private func after(
        _ ends: String
    ) -> (backoff: OperatorBackoff, last: ContinuousClock.Instant) {
        var backoff = OperatorBackoff()
        var now = ContinuousClock.now
        for end in ends {
            now += .seconds(1)
            backoff.note(refused: end == "-", at: now)
        }
        return (backoff, now)
    }
}
