import Observations
import Testing

@Suite struct TimestampTests {
    static let good: [(Int64, String, String)] = [
        (0, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
        (1_795_422_900_250, "2026-11-23T08:35:00Z", "2026-11-23T08:35:00.250Z"),
        (-1, "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        (-58_096_303_140_000, "0129-01-01T02:01:00Z", "0129-01-01T02:01:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999Z"),
    ]

    @Test(arguments: good) func prints(milliseconds: Int64, short: String, long: String) {
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(moment.iso8601 == short)
        #expect(moment.iso8601WithMilliseconds == long)
        #expect(Timestamp(iso8601: long) == moment)
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        let start = Timestamp(milliseconds: (rest < 0 ? seconds - 1 : seconds) * 1_000)
        #expect(Timestamp(iso8601: short) == start)
    }

    /// Beyond four digits of a year nothing is promised but that it prints.
    @Test(arguments: [Int64.min, .min + 1, .max]) func printsAnyNumber(milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601WithMilliseconds.hasSuffix("Z"))
    }

    @Test(arguments: [
        ("", "nothing"), ("Z", "nothing but the zone"),
        ("2026-11-23T08:15:00", "no zone"), ("2026-11-23T08:15:00+00:00", "another zone"),
        ("2026-11-23 08:15:00Z", "no T"), ("2026-11-23T08:15Z", "no seconds"),
        ("26-11-23T08:15:00.250Z", "two digits of a year"),
        ("+026-11-23T08:15:00Z", "a sign"), ("2026:11.23Z08-15T00Z", "marks in other places"),
        ("2026-11-23T08:15:00.25Z", "two digits of a fraction"),
        ("2026-13-01T00:00:00Z", "a thirteenth month"), ("2026-02-29T00:00:00Z", "no leap year"),
        ("2026-11-23T24:00:00Z", "a 25th hour"), ("2026-11-23T08:15:60Z", "a 61st second"),
        ("2026-00-10T00:00:00Z", "month 0"), ("999999999-1-1T1:1:1.Z", "more than a number holds"),
        ("2147483647-01-01T00:00:00Z", "more than a number holds"),
    ])
    func refuses(text: String, why: String) {
        #expect(Timestamp(iso8601: text) == nil, "\(why)")
    }
}
