internal import Glibc

extension Timestamp {
    /// ISO 8601 in UTC, to the second: `2026-11-23T08:15:00Z`.
    package var iso8601: String { text(fraction: "") }

    /// ISO 8601 in UTC, to the millisecond: `2026-11-23T08:15:00.250Z`.
    package var iso8601WithMilliseconds: String {
        let part = String(parts.rest)
        return text(fraction: "." + String(repeating: "0", count: 3 - part.count) + part)
    }

    /// Whole seconds since 1970, and the milliseconds behind them, which are never negative.
    private var parts: (seconds: Int64, rest: Int64) {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return rest < 0 ? (seconds - 1, rest + 1000) : (seconds, rest)
    }

    private func text(fraction: String) -> String {
        var seconds = time_t(self.parts.seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let year = String(Int(parts.tm_year) + 1900)
        let zeros = String(repeating: "0", count: max(0, 4 - year.utf8.count))
        let date = "\(zeros)\(year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(date)T\(time)\(fraction)Z"
    }
}

extension Timestamp {
    /// Reads what ``iso8601`` and ``iso8601WithMilliseconds`` print; nil for anything else.
    package init?(iso8601 text: String) {
        let form = text.utf8.count == 20 ? "0000-00-00T00:00:00Z" : "0000-00-00T00:00:00.000Z"
        guard text.utf8.elementsEqual(form.utf8, by: Self.fits) else { return nil }
        let fields = text.split { "-T:.Z".contains($0) }.compactMap { Int32($0) }
        var parts = tm()
        parts.tm_year = fields[0] - 1900
        parts.tm_mon = fields[1] - 1
        parts.tm_mday = fields[2]
        parts.tm_hour = fields[3]
        parts.tm_min = fields[4]
        parts.tm_sec = fields[5]
        let fraction = fields.count == 7 ? Int64(fields[6]) : 0
        self.init(milliseconds: Int64(timegm(&parts)) * 1000 + fraction)
        // A day or an hour that does not exist is another one by now.
        guard text == (fields.count == 7 ? iso8601WithMilliseconds : iso8601) else { return nil }
    }

    /// Whether a byte is one of the form's, in which `0` stands for any digit.
    private static func fits(_ byte: UInt8, _ place: UInt8) -> Bool {
        let zero = UInt8(ascii: "0")
        return place == zero ? (zero...UInt8(ascii: "9")).contains(byte) : byte == place
    }
}
