import Testing

@testable import sts_census

/// Bytes are cut into lines, wherever a read ends.
@Suite struct StageLinesTests {
    private func lines(_ text: String, piece: Int, lengthLimit: Int = 100) -> [String] {
        var cutter = StageLines(lengthLimit: lengthLimit)
        var lines: [StageInput.Line] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            lines += cutter.take(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
        lines += cutter.end()
        #expect(lines.map(\.number) == Array(1..<(lines.count + 1)))
        return lines.map { $0.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "too long" }
    }

    @Test(arguments: [1, 2, 3, 100]) func cutsLines(piece: Int) {
        #expect(lines("ab\n\nc", piece: piece) == ["ab", "", "c"])
        #expect(lines("ab\n", piece: piece) == ["ab"])
        #expect(lines("\n", piece: piece) == [""])
        #expect(lines("", piece: piece) == [])
    }

    @Test(arguments: [1, 4, 100]) func holdsNoMoreThanALineMayHave(piece: Int) {
        #expect(
            lines("12345\n123456\n12345\n1234567", piece: piece, lengthLimit: 5)
                == ["12345", "too long", "12345", "too long"])
    }
}
