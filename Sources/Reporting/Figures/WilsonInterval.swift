/// The score interval of a share in a random sample (Wilson 1927).
///
/// Why not the normal approximation: for the small shares of a census it reaches below zero, and
/// has no width where nobody of the sample was found.
package struct WilsonInterval: Sendable, Equatable {
    /// Both between 0 and 1.
    package var lower: Double
    package var upper: Double

    /// The standard normal distribution's 97.5th percentile, for an interval of 95 %.
    private static let z = 1.959_963_984_540_054

    /// Nil where there is nothing to count.
    init?(_ count: Int, of total: Int) {
        guard total > 0 else { return nil }
        let (n, z) = (Double(total), Self.z)
        let share = Double(count) / n
        let centre = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        lower = count == 0 ? 0 : max(0, (centre - half) / scale)
        upper = count == total ? 1 : min(1, (centre + half) / scale)
    }

    /// Lower, then upper.
    var ends: [Double] { [lower, upper] }

    /// `11.2% to 13.5%`.
    package var text: String {
        "\(Self.percent(lower)) to \(Self.percent(upper))"
    }

    private static func percent(_ fraction: Double) -> String {
        Share.percent(hundredths: Int((fraction * 10_000).rounded()))
    }
}
