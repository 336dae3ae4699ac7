/// A set of addresses of one family, as the fewest ranges that make it up.
struct AddressRangeSet: Sendable, Equatable {
    /// Ascending, and with a gap between each and the next.
    private(set) var ranges: [ClosedRange<UInt128>] = []

    mutating func insert(_ new: ClosedRange<UInt128>) {
        let sorted = (ranges + [new]).sorted { $0.lowerBound < $1.lowerBound }
        ranges = sorted.reduce(into: []) { merged, range in
            guard let last = merged.last, Self.touch(last, range) else {
                merged.append(range)
                return
            }
            let upper = max(last.upperBound, range.upperBound)
            merged[merged.count - 1] = last.lowerBound...upper
        }
    }

    mutating func remove(_ old: ClosedRange<UInt128>) {
        ranges = ranges.flatMap { range -> [ClosedRange<UInt128>] in
            guard range.overlaps(old) else { return [range] }
            var rest: [ClosedRange<UInt128>] = []
            if range.lowerBound < old.lowerBound {
                rest.append(range.lowerBound...(old.lowerBound - 1))
            }
            if old.upperBound < range.upperBound {
                rest.append((old.upperBound + 1)...range.upperBound)
            }
            return rest
        }
    }

    /// A binary search: this is asked for each address of a scan.
    func contains(_ number: UInt128) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }

    /// The fewest networks that make up the set, ascending.
    func networks(_ family: IPAddress.Family) -> [IPNetwork] {
        ranges.flatMap { Self.networks($0, family) }
    }

    /// Takes the largest network that begins where the range does, and so on.
    private static func networks(
        _ range: ClosedRange<UInt128>, _ family: IPAddress.Family
    ) -> [IPNetwork] {
        var networks: [IPNetwork] = []
        var first = range.lowerBound
        while true {
            var hostBits = min(first.trailingZeroBitCount, family.bits)
            while first | ((1 << hostBits) &- 1) > range.upperBound { hostBits -= 1 }
            let address = IPAddress(family, number: first)
            networks.append(IPNetwork(address, prefixLength: family.bits - hostBits)!)
            let last = first | ((1 << hostBits) &- 1)
            guard last < range.upperBound else { return networks }
            first = last + 1
        }
    }

    private static func touch(_ a: ClosedRange<UInt128>, _ b: ClosedRange<UInt128>) -> Bool {
        a.overlaps(b) || a.upperBound + 1 == b.lowerBound
    }
}
