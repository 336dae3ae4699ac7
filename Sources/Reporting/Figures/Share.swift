/// A count with its denominator spelled out: 10 of 812 `domains accepting mail`.
///
/// What was not measured is in neither number.
package struct Share: Sendable, Equatable {
    package var count: Int
    package var total: Int
    /// What the total counts, as a plural without a verb that would change in the singular:
    /// `domains accepting mail`.
    package var denominator: String
    /// Whether what the total counts was drawn at random from more of its kind.
    package var isOfSample = false

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
        if hundredths < 100 { return Self.percent(hundredths: hundredths) }
        let tenths = rounded(count * 1_000, by: total)
        return tenths == 1_000 ? ">99.9%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// `12.3%`, below one percent `0.07%`, of hundredths of a percent.
    static func percent(hundredths: Int) -> String {
        if hundredths == 0 { return "0%" }
        if hundredths < 100 { return "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)%" }
        if hundredths == 10_000 { return "100%" }
        let tenths = (hundredths + 5) / 10
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// Where the share of all lies with a confidence of 95 %, if this is that of a sample.
    package var interval: WilsonInterval? {
        isOfSample ? WilsonInterval(count, of: total) : nil
    }

    /// `12.3%`; of a sample `12.3% (11.2% to 13.5%)`.
    package var percentText: String {
        interval.map { "\(percent) (\($0.text))" } ?? percent
    }

    /// As a share of domains that are a random sample.
    ///
    /// Why not MX hosts: one gets into the sample by each domain that it serves, so they are drawn
    /// in clusters, and their shares vary more than those of as many that are drawn one by one.
    func ofSample() -> Share {
        var share = self
        share.isOfSample = denominator.hasPrefix("domains")
        return share
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
