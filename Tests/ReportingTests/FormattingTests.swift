import Testing

@testable import Reporting

@Suite struct FormattingTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (123_456, "123,456"), (1_234_567, "1,234,567"),
        (-1_000, "-1,000"),
    ])
    func grouped(number: Int, expected: String) {
        #expect(number.grouped == expected)
    }

    @Test(arguments: [
        ("2026-11-23T06:00:00Z", "23 November 2026, 06:00 UTC"),
        ("2026-01-02T03:04:05.678Z", "2 January 2026, 03:04 UTC"),
        ("yesterday", "yesterday"),
    ])
    func instants(text: String, expected: String) {
        #expect(InstantText.said(text) == expected)
    }

    @Test func durations() {
        let start = "2026-11-23T06:00:00Z"
        #expect(InstantText.duration(from: start, to: "2026-11-23T08:05:09Z") == "2 h 5 min")
        #expect(InstantText.duration(from: start, to: "2026-11-23T06:03:04Z") == "3 min 4 s")
        #expect(InstantText.duration(from: start, to: start) == "0 s")
        #expect(InstantText.duration(from: start, to: nil) == nil)
        #expect(InstantText.duration(from: start, to: "2026-11-23T05:00:00Z") == nil)
    }

    @Test(arguments: [
        (
            ["2026-11-01T06:00:00Z", "2026-11-02T06:00:00Z"],
            ["1 November 2026", "2 November 2026"]
        ),
        (
            ["2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z"],
            ["1 November 2026, 06:00 UTC", "1 November 2026, 07:00 UTC"]
        ),
        (["x"], ["x"]),
    ])
    func timesOnlyWhereDaysDoNotTell(texts: [String], expected: [String]) {
        #expect(InstantText.days(texts) == expected)
    }
}
