/// A generator that gives the same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Makes broken texts out of those in the tables.
struct Mutator {
    let seeds: [[UInt8]]
    var generator: SeededGenerator

    /// Bytes on which the grammars turn.
    private static let telling = Array(" \t\r\n;:=,.!%*_-@[]{}\\\"0129azAZv\u{0}\u{7F}\u{FC}".utf8)

    /// A text with one to four changes.
    mutating func next() -> [UInt8] {
        guard var text = seeds.randomElement(using: &generator) else { return [] }
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&text) }
        return text
    }

    private mutating func change(_ text: inout [UInt8]) {
        let place = Int.random(in: 0...text.count, using: &generator)
        let end = Int.random(in: place...text.count, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: text.insert(Self.telling.randomElement(using: &generator) ?? 0, at: place)
        case 1: text.insert(.random(in: 0...255, using: &generator), at: place)
        case 2: text.removeSubrange(place..<min(place + 1, text.count))
        case 3: text.removeSubrange(place..<end)
        case 4: text.insert(contentsOf: text[place..<end], at: place)
        case 5:
            guard place < text.count else { return }
            text[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        default:
            let other = seeds.randomElement(using: &generator) ?? []
            text.replaceSubrange(place..<end, with: other.suffix(other.count / 2))
        }
    }
}
