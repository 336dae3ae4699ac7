/// A place in a text of bytes, from which the pieces of a grammar are read one after another.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var position: Int
    /// Where the part to be read ends; never behind the end of ``bytes``.
    let end: Int

    init(_ bytes: [UInt8], at position: Int = 0, end: Int? = nil) {
        self.bytes = bytes
        self.end = Swift.min(end ?? bytes.count, bytes.count)
        self.position = Swift.min(Swift.max(position, 0), self.end)
    }

    var isAtEnd: Bool { position >= end }

    /// The byte here; nil at the end.
    var byte: UInt8? { position < end ? bytes[position] : nil }

    /// Steps over one byte if it is this one.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Steps over `*WSP`; whether there was any.
    @discardableResult
    mutating func skipWSP() -> Bool {
        let start = position
        while position < end, bytes[position].isWSP { position += 1 }
        return position > start
    }

    /// Steps over the bytes of a class, and gives their range.
    @inline(__always)
    mutating func skip(while accept: (UInt8) -> Bool) -> Range<Int> {
        let start = position
        while position < end, accept(bytes[position]) { position += 1 }
        return start..<position
    }

    /// The range without the white space at its end.
    func trimmingEnd(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isWSP { end -= 1 }
        return range.lowerBound..<end
    }

    /// Whether the range holds exactly this text, case and all.
    func holds(_ text: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count == text.count else { return false }
        for index in 0..<text.count where bytes[range.lowerBound + index] != text[index] {
            return false
        }
        return true
    }

    /// The range as text; bytes that are no UTF-8 become U+FFFD.
    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
