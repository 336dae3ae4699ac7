/// Which key of a policy somebody meant who wrote another: `max-age`, `maxage`, `Mode`, `mx_s`.
enum PolicyKeyTypo {
    /// The known key that the name resembles; nil for a known key itself and for all others.
    static func resembled(_ name: ArraySlice<UInt8>) -> PolicyLines.Key? {
        guard name.count <= 32 else { return nil }
        let letters = name.filter(\.isLetterOrDigit).map(\.lowercased)
        return PolicyLines.Key.known.first { key in
            let known = Array(key.rawValue.utf8)
            guard !name.elementsEqual(known) else { return false }
            let plain = known.filter(\.isLetterOrDigit)
            return EditDistance.between(letters, plain, atMost: slips(key, letters)) != nil
        }
    }

    /// How many slips make another word of it: a short one is soon another.
    private static func slips(_ key: PolicyLines.Key, _ letters: [UInt8]) -> Int {
        switch key {
        case .version, .maxAge: 2
        case .mode: 1
        // `mxs` and `xm`, but not `tx` or `m`.
        case .mx: letters.starts(with: mx) || letters == mx.reversed() ? 1 : 0
        case .unknown: -1
        }
    }

    private static let mx = Array("mx".utf8)
}
