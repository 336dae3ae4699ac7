@testable internal import MailStandards
internal import Observations

/// Bytes shown to people, which can be told back.
enum TextCheck {
    static func run(_ bytes: [UInt8]) {
        let shown = Array(String(showing: bytes).utf8)
        require(shown.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) }, "shown safely")
        require(toldBack(shown) == bytes, "it can be told back")
        var appended: [UInt8] = []
        String.show(bytes[...], in: &appended)
        require(appended == shown, "both ways are alike")
    }

    private static func toldBack(_ shown: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = shown[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            let next = require(rest.popFirst(), "something is escaped")
            if next == UInt8(ascii: "\\") {
                bytes.append(next)
            } else {
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                rest = rest.dropFirst(2)
                bytes.append(require(UInt8(digits, radix: 16), "two hex digits"))
            }
        }
        return bytes
    }
}

/// A moment as text, and as a number.
enum TimestampCheck {
    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let moment = Timestamp(iso8601: text) {
            require(
                moment.iso8601 == text || moment.iso8601WithMilliseconds == text,
                "only what is printed is read")
        }
        let number = bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        let moment = Timestamp(milliseconds: number)
        let (short, long) = (moment.iso8601, moment.iso8601WithMilliseconds)
        guard (-62_167_219_200_000..<253_402_300_800_000).contains(number) else { return }
        require(short.utf8.count == 20 && long.utf8.count == 24, "years have four digits")
        require(Timestamp(iso8601: long) == moment, "it reads as it prints")
        let seconds = Timestamp(iso8601: short)?.milliseconds ?? .max
        require((0..<1_000).contains(number - seconds), "to the second below")
    }
}

/// The distance between two words on two lines, held against the whole table.
enum EditDistanceCheck {
    static func run(_ bytes: [UInt8]) {
        let parts = bytes.pieces(0x0A).map { Array($0.prefix(16)) }
        let (first, second) = (parts[0], parts.count > 1 ? parts[1] : [])
        let distance = distance(first, second)
        for limit in 0...4 {
            let expected = distance <= limit ? distance : nil
            require(EditDistance.between(first, second, atMost: limit) == expected, "the distance")
            require(EditDistance.between(second, first, atMost: limit) == expected, "either way")
        }
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        let width = b.count + 1
        var table = [Int](repeating: 0, count: (a.count + 1) * width)
        for column in 0...b.count { table[column] = column }
        for row in 0..<a.count {
            let last = row * width
            let next = last + width
            table[next] = row + 1
            for column in 0..<b.count {
                var cost = table[last + column] + (a[row] == b[column] ? 0 : 1)
                cost = min(cost, table[last + column + 1] + 1, table[next + column] + 1)
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    cost = min(cost, table[last - width + column - 1] + 1)
                }
                table[next + column + 1] = cost
            }
        }
        return table[table.count - 1]
    }
}
