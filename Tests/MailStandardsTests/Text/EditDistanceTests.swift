import MailStandards
import Testing

@Suite struct EditDistanceTests {
    static let rows: [(String, String, Int)] = [
        ("", "", 0),
        ("max_age", "max_age", 0),
        ("", "mx", 2),
        ("max-age", "max_age", 1),
        ("maxage", "max_age", 1),
        ("max__age", "max_age", 1),
        ("mxa_age", "max_age", 1),
        ("Mode", "mode", 1),
        ("mdoe", "mode", 1),
        ("mdoee", "mode", 2),
        ("mx", "xm", 1),
        ("ca", "abc", 3),
        ("abcd", "badc", 2),
        ("version", "mode", 7),
        ("mta-sts.example.com", "mta-sts.exmaple.con", 2),
    ]

    @Test(arguments: rows) func counts(first: String, second: String, distance: Int) {
        for limit in distance...(distance + 9) {
            #expect(EditDistance.between(first, second, atMost: limit) == distance)
            #expect(EditDistance.between(second, first, atMost: limit) == distance)
        }
        for limit in -1..<distance {
            #expect(EditDistance.between(first, second, atMost: limit) == nil)
        }
    }

    /// Against the whole table, as the definition has it.
    @Test func agreesWithTheDefinition() {
        var generator = SeededGenerator(state: 9)
        func text() -> [UInt8] {
            (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                UInt8.random(in: 97...99, using: &generator)
            }
        }
        for _ in 0..<20_000 {
            let (first, second) = (text(), text())
            let distance = Self.distance(first, second)
            let limit = Int.random(in: 0...8, using: &generator)
            #expect(
                EditDistance.between(first, second, atMost: limit)
                    == (distance <= limit ? distance : nil))
        }
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var table = (0...a.count).map { row in (0...b.count).map { max(row, $0) } }
        for row in a.indices {
            for column in b.indices {
                var cost = table[row][column] + (a[row] == b[column] ? 0 : 1)
                cost = min(cost, table[row][column + 1] + 1, table[row + 1][column] + 1)
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    cost = min(cost, table[row - 1][column - 1] + 1)
                }
                table[row + 1][column + 1] = cost
            }
        }
        return table[a.count][b.count]
    }

    /// A million bytes, which a whole table would not hold.
    @Test func takesLongTexts() {
        let long = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(EditDistance.between(long, long + [0x62], atMost: 2) == 1)
        #expect(EditDistance.between(long, long.map { $0 + 1 }, atMost: 2) == nil)
        #expect(EditDistance.between(long, [], atMost: 3) == nil)
    }
}
