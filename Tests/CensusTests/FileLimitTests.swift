import Testing

@testable import Census

@Suite struct FileLimitTests {
    /// Lists the first number, the least and the most.
    @Test(arguments: [
        (1_048_576, 80_000, [1_000, 50, 10_000], "the usual number, between what is sensible"),
        (1_675, 80_000, [1_000, 50, 1_001], "just enough for it"),
        (8_000, 80_000, [1_000, 50, 5_744], "up to what the limit carries"),
        (1_024, 80_000, [512, 50, 512], "what the limit carries"),
        (1_048_576, 400, [400, 50, 400], "what the memory carries"),
        (256, 80_000, [64, 50, 64], "a quarter of few"),
        (1_048_576, 1, [1, 1, 1], "in hardly any memory either"),
        (128, 80_000, [32, 32, 32], "with as few as a scan needs"),
    ])
    func unlessToldOtherwise(limit: Int, memory: Int, expected: [Int], why: String) throws {
        let range = try FileLimit.concurrency(asked: nil, limit: limit, memory: memory)
        #expect([range.first, range.least, range.most] == expected, "\(why)")
    }

    @Test(arguments: [(1, 1_024), (512, 1_024), (32, 128), (10_000, 20_000), (100_000, 1_048_576)])
    func whatIsAskedForIsTaken(asked: Int, limit: Int) throws {
        let range = try FileLimit.concurrency(asked: asked, limit: limit, memory: 1)
        #expect(range == ConcurrencyRange(fixed: asked) && range.isFixed)
    }

    @Test(arguments: [
        (513, 1_024, "--concurrency 512"), (65, 256, "--concurrency 64"), (1, 127, "ulimit -n 128"),
        (10_000, 1_024, "ulimit -n 13674"), (Int.max, 1_024, "--concurrency 512"),
    ])
    func moreThanTheLimitCarries(asked: Int, limit: Int, wayOut: String) {
        let fault = #expect(throws: OptionFault.self) {
            try FileLimit.concurrency(asked: asked, limit: limit, memory: 80_000)
        }
        #expect(fault?.description.contains(wayOut) == true, "\(fault?.description ?? "")")
    }

    /// The way out that a refusal names is one, and hardly more than needed.
    @Test(arguments: [17, 33, 63, 64, 65, 250, 5_000, 49_024, 49_025, 500_000])
    func theLimitThatIsNamedCarriesIt(asked: Int) throws {
        let fault = #expect(throws: OptionFault.self) {
            try FileLimit.concurrency(asked: asked * 2, limit: 128, memory: 1)
        }
        let text = try #require(fault?.description.split(separator: "ulimit -n ").last?.dropLast())
        let named = try #require(Int(text))
        #expect(try FileLimit.concurrency(asked: asked * 2, limit: named, memory: 1).isFixed)
        #expect(throws: OptionFault.self) {
            try FileLimit.concurrency(asked: asked * 2, limit: named - 8, memory: 1)
        }
    }

    @Test(arguments: [
        (20_000, 2, 2_500), (1_048_576, 2, 4_096), (1_048_576, 16, 2_048), (128, 2, 16),
    ])
    func theResolversShareAQuarter(limit: Int, loops: Int, each: Int) {
        #expect(FileLimit.resolverSockets(loops: loops, limit: limit) == each)
    }

    @Test(arguments: [(nil, 1_000), (2_250, 2_250), (7, 50), (20_000, 10_000)])
    func whatGoesOnBeginsWhereItHadSettled(settled: Int?, first: Int) {
        let range = ConcurrencyRange(carrying: 10_000).beginning(at: settled)
        #expect([range.first, range.least, range.most] == [first, 50, 10_000])
        #expect(ConcurrencyRange(fixed: 9).beginning(at: settled) == ConcurrencyRange(fixed: 9))
    }
}
