import Testing

@testable import Census

@Suite struct FileLimitTests {
    /// Lists the first number, the least and the most.
    @Test(arguments: [
        (1_048_576, 80_000, [1_000, 50, 10_000], "the usual number, between what is sensible"),
        (4_256, 80_000, [1_000, 50, 1_000], "just enough for it"),
        (20_000, 80_000, [1_000, 50, 4_936], "up to what the limit carries"),
        (1_024, 80_000, [192, 50, 192], "what the limit carries"),
        (1_048_576, 400, [400, 50, 400], "what the memory carries"),
        (256, 80_000, [1, 1, 1], "never less than one"),
        (1_048_576, 1, [1, 1, 1], "in hardly any memory either"),
        (128, 80_000, [1, 1, 1], "with as few as a scan needs"),
    ])
    func unlessToldOtherwise(limit: Int, memory: Int, expected: [Int], why: String) throws {
        let range = try FileLimit.concurrency(asked: nil, limit: limit, memory: memory)
        #expect([range.first, range.least, range.most] == expected, "\(why)")
    }

    @Test(arguments: [(1, 1_024), (192, 1_024), (1, 128), (100_000, 1_048_576)])
    func whatIsAskedForIsTaken(asked: Int, limit: Int) throws {
        let range = try FileLimit.concurrency(asked: asked, limit: limit, memory: 1)
        #expect(range == ConcurrencyRange(fixed: asked) && range.isFixed)
    }

    @Test(arguments: [
        (193, 1_024, "--concurrency 192"), (2, 256, "--concurrency 1"), (1, 127, "ulimit -n 128"),
        (10_000, 1_024, "ulimit -n 40256"), (Int.max, 1_024, "--concurrency 192"),
    ])
    func moreThanTheLimitCarries(asked: Int, limit: Int, wayOut: String) {
        let fault = #expect(throws: OptionFault.self) {
            try FileLimit.concurrency(asked: asked, limit: limit, memory: 80_000)
        }
        #expect(fault?.description.contains(wayOut) == true, "\(fault?.description ?? "")")
    }

    @Test(arguments: [(nil, 1_000), (2_250, 2_250), (7, 50), (20_000, 10_000)])
    func whatGoesOnBeginsWhereItHadSettled(settled: Int?, first: Int) {
        let range = ConcurrencyRange(carrying: 10_000).beginning(at: settled)
        #expect([range.first, range.least, range.most] == [first, 50, 10_000])
        #expect(ConcurrencyRange(fixed: 9).beginning(at: settled) == ConcurrencyRange(fixed: 9))
    }
}
