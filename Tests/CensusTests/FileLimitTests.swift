import Testing

@testable import Census

@Suite struct FileLimitTests {
    @Test(arguments: [
        (1_048_576, 1_000, "the usual number"), (4_256, 1_000, "just enough for it"),
        (1_024, 192, "what the limit carries"), (256, 1, "never less than one"),
        (128, 1, "with as few as a scan needs"),
    ])
    func unlessToldOtherwise(limit: Int, expected: Int, why: String) throws {
        #expect(try FileLimit.concurrency(asked: nil, limit: limit) == expected, "\(why)")
    }

    @Test(arguments: [(1, 1_024), (192, 1_024), (1, 128), (100_000, 1_048_576)])
    func whatIsAskedForIsTaken(asked: Int, limit: Int) throws {
        #expect(try FileLimit.concurrency(asked: asked, limit: limit) == asked)
    }

    @Test(arguments: [
        (193, 1_024, "--concurrency 192"), (2, 256, "--concurrency 1"), (1, 127, "ulimit -n 128"),
        (10_000, 1_024, "ulimit -n 40256"), (Int.max, 1_024, "--concurrency 192"),
    ])
    func moreThanTheLimitCarries(asked: Int, limit: Int, wayOut: String) {
        let fault = #expect(throws: OptionFault.self) {
            try FileLimit.concurrency(asked: asked, limit: limit)
        }
        #expect(fault?.description.contains(wayOut) == true, "\(fault?.description ?? "")")
    }
}
