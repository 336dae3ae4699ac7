import Foundation

extension Int {
    /// `1,234,567`, whatever the machine's locale.
    package var grouped: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// The number of a text as `grouped` writes it; nil where it is none.
    init?(grouped text: String) {
        self.init(text.filter { $0 != "," })
    }

    /// `1 domain`, `2,000 domains`.
    func counted(_ singular: String, _ plural: String) -> String {
        "\(grouped) \(self == 1 ? singular : plural)"
    }
}

/// Instants as the database has them, ISO 8601 in UTC, said for people.
enum InstantText {
    /// `23 November 2026, 17:49 UTC`; the text as it is where it is no instant.
    static func said(_ text: String) -> String {
        guard let date = date(text) else { return text }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let hour = parts.hour, let minute = parts.minute
        else { return text }
        return "\(day) \(months[month - 1]) \(year), \(two(hour)):\(two(minute)) UTC"
    }

    /// `23 November 2026` for each, where no two are of one day; else as `said` has them.
    static func days(_ texts: [String]) -> [String] {
        let said = texts.map(said)
        let days = said.map { String($0.prefix { $0 != "," }) }
        return Set(days).count == days.count ? days : said
    }

    /// `2 h 5 min` between two instants; nil where one of them is none.
    static func duration(from start: String, to end: String?) -> String? {
        guard let end, let from = date(start), let to = date(end), to >= from else { return nil }
        let seconds = Int(to.timeIntervalSince(from).rounded())
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        if hours > 0 { return "\(hours) h \(minutes) min" }
        return minutes > 0 ? "\(minutes) min \(seconds % 60) s" : "\(seconds) s"
    }

    /// Since 1970; nil where it is no instant.
    static func seconds(_ text: String) -> Double? {
        date(text)?.timeIntervalSince1970
    }

    private static func date(_ text: String) -> Date? {
        let plain = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? plain.parse(text)) ?? (try? fractional.parse(text))
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
