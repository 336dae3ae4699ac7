/// How far two texts are apart, in typing mistakes: a byte too many, one missing, one in place of
/// another, or two neighbours swapped (Damerau-Levenshtein, each piece of text changed once).
package enum EditDistance {
    /// The distance; nil if it is over the limit.
    ///
    /// Only cells within the limit of the diagonal are looked at, so that long texts cost
    /// `limit * count`, and such as differ in length by more than the limit nothing.
    package static func between(
        _ first: some Collection<UInt8>, _ second: some Collection<UInt8>, atMost limit: Int
    ) -> Int? {
        let (first, second) = (Array(first), Array(second))
        guard limit >= 0, abs(first.count - second.count) <= limit else { return nil }
        let far = limit + 1
        // Three rows are enough; what lies beyond the limit from the diagonal stays far.
        var beforeLast = [Int](repeating: far, count: second.count + 1)
        var last = (0...second.count).map { min($0, far) }
        var next = beforeLast
        for row in 0..<first.count {
            let start = max(0, row - limit)
            next[start] = start == 0 ? min(row + 1, far) : far
            var nearest = next[start]
            for column in start..<max(start, min(second.count, row + limit + 1)) {
                var cost = last[column] + (first[row] == second[column] ? 0 : 1)
                cost = min(cost, last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1],
                    first[row - 1] == second[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                next[column + 1] = min(cost, far)
                nearest = min(nearest, cost)
            }
            guard nearest <= limit else { return nil }
            (beforeLast, last, next) = (last, next, beforeLast)
        }
        return last[second.count] <= limit ? last[second.count] : nil
    }

    /// The distance between two texts in UTF-8; nil if it is over the limit.
    package static func between(
        _ first: some StringProtocol, _ second: some StringProtocol, atMost limit: Int
    ) -> Int? {
        between(first.utf8, second.utf8, atMost: limit)
    }
}
