/// A count with its denominator spelled out: 10 of 812 `domains accepting mail`.
///
/// What was not measured is in neither number.
package struct Share: Sendable, Equatable {
    package var count: Int
    package var total: Int
    /// What the total counts, as a plural without a verb that would change in the singular:
    /// `domains accepting mail`.
    package var denominator: String

    package init(_ count: Int, of total: Int, _ denominator: String) {
        self.count = count
        self.total = total
        self.denominator = denominator
    }

    /// Between 0 and 1; nil where there is nothing to count.
    package var fraction: Double? {
        total > 0 ? Double(count) / Double(total) : nil
    }

    /// `12.3%`, below one percent `0.07%`; `–` where there is nothing to count.
    ///
    /// Only nobody is 0%, and only everybody 100%.
    package var percent: String {
        guard total > 0 else { return "–" }
        if count == 0 { return "0%" }
        if count == total { return "100%" }
        let hundredths = rounded(count * 10_000, by: total)
        if hundredths == 0 { return "<0.01%" }
        if hundredths < 100 { return "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)%" }
        let tenths = rounded(count * 1_000, by: total)
        return tenths == 1_000 ? ">99.9%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// `812 domains accepting mail`, `1 domain accepting mail`.
    package var denominatorText: String {
        guard total == 1 else { return "\(total.grouped) \(denominator)" }
        for (many, one) in [("domains", "domain"), ("MX hosts", "MX host")]
        where denominator.hasPrefix(many) {
            return "1 \(one)\(denominator.dropFirst(many.count))"
        }
        return "1 \(denominator)"
    }

    /// `10 of 812`.
    package var fractionText: String {
        "\(count.grouped) of \(total.grouped)"
    }

    private func rounded(_ dividend: Int, by divisor: Int) -> Int {
        (2 * dividend + divisor) / (2 * divisor)
    }
}
