/// The lines of a policy as keys and values: `key ":" *WSP value *WSP` (RFC 8461 §3.2).
struct PolicyLines {
    enum Key: String {
        case version, mode
        case maxAge = "max_age"
        case mx
        case unknown = ""

        static let known: [Key] = [.version, .mode, .maxAge, .mx]
    }

    struct Line {
        var key: Key
        /// Counted from 1.
        var number: Int
        var name: Range<Int>
        var value: Range<Int>
    }

    let cursor: ByteCursor
    private var position = 0
    private var number = 0
    /// The number of the first blank line, counted from 1; nil without one.
    private(set) var blankLine: Int?

    init(_ body: [UInt8]) { cursor = ByteCursor(body) }

    /// The next line that is not blank; nil at the end.
    ///
    /// Deviation: the grammar has no blank lines; they are skipped, and told of.
    mutating func next() throws(RuleViolation) -> Line? {
        while position < cursor.end {
            let content = nextContent()
            var line = ByteCursor(cursor.bytes, at: content.lowerBound, end: content.upperBound)
            line.skipWSP()
            guard line.isAtEnd else { return try split(&line, from: content.lowerBound) }
            if blankLine == nil { blankLine = number }
        }
        return nil
    }

    /// Steps over a line and its LF or CRLF, and gives what stands before these.
    private mutating func nextContent() -> Range<Int> {
        let start = position
        number += 1
        while position < cursor.end, cursor.bytes[position] != 0x0A { position += 1 }
        var contentEnd = position
        if position < cursor.end {
            if contentEnd > start, cursor.bytes[contentEnd - 1] == 0x0D { contentEnd -= 1 }
            position += 1
        }
        return start..<contentEnd
    }

    private func split(
        _ line: inout ByteCursor, from start: Int
    ) throws(RuleViolation) -> Line {
        func violation(_ reason: String, at offset: Int) -> RuleViolation {
            RuleViolation(
                reason, section: MTASTSPolicyParser.section, offset: offset, code: .policyBadLine)
        }
        guard line.position == start else {
            throw violation("white space stands before a key", at: start)
        }
        let name = line.skip(while: RecordFieldReader.isNameByte)
        guard !name.isEmpty, line.bytes[name.lowerBound].isLetterOrDigit else {
            throw violation("a line does not begin with a key", at: start)
        }
        guard name.count <= 32 else {
            throw violation("a key is longer than 32 characters", at: start)
        }
        guard line.skip(UInt8(ascii: ":")) else {
            throw violation("a key is not followed by a colon", at: line.position)
        }
        line.skipWSP()
        let value = line.trimmingEnd(line.position..<line.end)
        return Line(key: Self.key(line, name), number: number, name: name, value: value)
    }

    private static func key(_ line: ByteCursor, _ name: Range<Int>) -> Key {
        if line.holds(mx, in: name) { return .mx }
        if line.holds(version, in: name) { return .version }
        if line.holds(mode, in: name) { return .mode }
        return line.holds(maxAge, in: name) ? .maxAge : .unknown
    }

    /// Whether the value of a line that is to be ignored is one at all: visible characters and
    /// spaces, UTF-8 included.
    func checkExtension(_ line: Line) throws(RuleViolation) {
        guard !line.value.isEmpty else {
            throw violation("a key has no value", line, .policyBadExtension)
        }
        for index in line.value where cursor.bytes[index] < 0x20 || cursor.bytes[index] == 0x7F {
            throw RuleViolation(
                "a value holds a control character", section: MTASTSPolicyParser.section,
                offset: index, code: .policyBadExtension)
        }
        guard String(validating: cursor.bytes[line.value], as: UTF8.self) != nil else {
            throw violation("a value is not UTF-8", line, .policyBadExtension)
        }
    }

    /// A violation by a line's value.
    func violation(_ reason: String, _ line: Line, _ code: FindingCode) -> RuleViolation {
        RuleViolation(
            reason, section: MTASTSPolicyParser.section, offset: line.value.lowerBound, code: code)
    }

    private static let version = Array("version".utf8)
    private static let mode = Array("mode".utf8)
    private static let maxAge = Array("max_age".utf8)
    private static let mx = Array("mx".utf8)
}
