internal import Glibc

extension Timestamp {
    /// ISO 8601 in UTC, to the second: `2026-11-23T08:15:00Z`.
    package var iso8601: String { text(fraction: "") }

    /// ISO 8601 in UTC, to the millisecond: `2026-11-23T08:15:00.250Z`.
    package var iso8601WithMilliseconds: String {
        let part = String(milliseconds % 1000)
        return text(fraction: "." + String(repeating: "0", count: 3 - part.count) + part)
    }

    private func text(fraction: String) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(date)T\(time)\(fraction)Z"
    }
}

extension Timestamp {
    /// Reads what ``iso8601`` and ``iso8601WithMilliseconds`` print; nil for anything else.
    package init?(iso8601 text: String) {
        let fields = text.split { "-T:.Z".contains($0) }.compactMap { Int32($0) }
        guard text.hasSuffix("Z"), fields.count == 6 || fields.count == 7 else { return nil }
        var parts = tm()
        parts.tm_year = fields[0] - 1900
        parts.tm_mon = fields[1] - 1
        parts.tm_mday = fields[2]
        parts.tm_hour = fields[3]
        parts.tm_min = fields[4]
        parts.tm_sec = fields[5]
        let fraction = fields.count == 7 ? Int64(fields[6]) : 0
        self.init(milliseconds: Int64(timegm(&parts)) * 1000 + fraction)
    }
}
