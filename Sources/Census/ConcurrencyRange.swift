/// How many domains may be in flight: with how many a run begins, and between which numbers it may
/// move. One number alone is fixed.
struct ConcurrencyRange: Equatable, Sendable {
    let first: Int
    let least: Int
    let most: Int

    /// Domains in flight to begin with, unless told otherwise. Measured where CPU governs: against 250
    /// they cost 6 % more of it, and 4,000 cost 16 %; where an answer takes 1.5 s, as many are done as
    /// are in flight divided by 6.5 s.
    private static let usual = 1000
    /// Slow servers alone keep so many busy.
    private static let fewest = 50
    /// More would be a burden to name servers that many domains share, and outrun the writer.
    private static let highest = 10_000

    /// As `--concurrency` has it.
    init(fixed count: Int) {
        first = count
        least = count
        most = count
    }

    /// Adapts, up to what this process can carry.
    init(carrying most: Int) {
        self.most = min(max(most, 1), Self.highest)
        first = min(Self.usual, self.most)
        least = min(Self.fewest, self.most)
    }

    /// The same, to begin where an earlier part of the run had settled.
    func beginning(at count: Int?) -> ConcurrencyRange {
        ConcurrencyRange(first: min(max(count ?? first, least), most), least: least, most: most)
    }

    private init(first: Int, least: Int, most: Int) {
        self.first = first
        self.least = least
        self.most = most
    }

    var isFixed: Bool { least == most }
}
