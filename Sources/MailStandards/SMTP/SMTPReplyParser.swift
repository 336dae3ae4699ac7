/// Reads replies out of what a server sends, however it is cut into pieces (RFC 5321 §4.2).
///
/// Lines end with CRLF; a bare LF is tolerated. After a failure every further call fails too.
package struct SMTPReplyParser: Sendable {
    /// Why what came is no reply.
    package enum Failure: Error, Hashable, Sendable {
        /// A line is longer than ``SMTPReplyParser/lineLimit``.
        case lineTooLong
        /// A reply has more than ``SMTPReplyParser/lineCountLimit`` lines.
        case tooManyLines
        /// A reply has more than ``SMTPReplyParser/replyLimit`` bytes.
        case replyTooLong
        /// A line does not begin with a code and a hyphen, space or nothing; the line, shown
        /// safely.
        case malformedLine(String)
        /// The lines of a reply have different codes.
        case differingCodes(Int, Int)
    }

    /// Bytes in a line, its end included. Deviation: RFC 5321 §4.5.3.1.5 says 512.
    package static let lineLimit = 2_048
    package static let lineCountLimit = 512
    /// Bytes in a whole reply, line ends included.
    package static let replyLimit = 65_536

    private var buffer: [UInt8] = []
    /// Where the first line begins that was not read yet.
    private var start = 0
    /// No LF stands between ``start`` and here.
    private var searched = 0
    private var failure: Failure?
    private var code: Int?
    private var text: [UInt8] = []
    private var lineCount = 0
    private var byteCount = 0

    package init() {}

    /// Takes in the bytes that came next, however they are cut.
    package mutating func append(_ bytes: some Collection<UInt8>) { buffer += bytes }

    /// The next reply; nil if it has not come completely.
    package mutating func next() throws(Failure) -> SMTPReply? {
        if let failure { throw failure }
        do throws(Failure) {
            while let line = try nextLine() {
                if let reply = try take(line) { return reply }
            }
        } catch {
            failure = error
            throw error
        }
        return nil
    }

    /// What has come and belongs to no reply that ``next()`` has given, in the clear after
    /// STARTTLS's 220 for example; the whole lines of an incomplete reply are not in it.
    package var buffered: ArraySlice<UInt8> { buffer[start...] }

    /// Whether a reply has begun to come, but not ended.
    package var isWithinReply: Bool { code != nil || start < buffer.count }

    /// Throws away what has come, and begins anew: as after a TLS handshake (RFC 3207 §4.2).
    package mutating func reset() { self = SMTPReplyParser() }

    /// The next line with its end; nil if it has not come completely.
    private mutating func nextLine() throws(Failure) -> Range<Int>? {
        while searched < buffer.count, buffer[searched] != 0x0A { searched += 1 }
        let isComplete = searched < buffer.count
        guard searched - start + (isComplete ? 1 : 0) <= Self.lineLimit else {
            throw .lineTooLong
        }
        guard isComplete else {
            dropRead()
            return nil
        }
        searched += 1
        defer { start = searched }
        return start..<searched
    }

    /// Frees what was read, so that the buffer holds no more than one line and what follows.
    private mutating func dropRead() {
        guard start > 0 else { return }
        buffer.removeFirst(start)
        searched -= start
        start = 0
    }

    /// Adds a line to the reply; the reply, if it was the last.
    private mutating func take(_ range: Range<Int>) throws(Failure) -> SMTPReply? {
        lineCount += 1
        byteCount += range.count
        guard lineCount <= Self.lineCountLimit else { throw .tooManyLines }
        guard byteCount <= Self.replyLimit else { throw .replyTooLong }
        var content = buffer[range].dropLast()
        if content.last == 0x0D { content = content.dropLast() }
        guard let line = SMTPReplyLine(content) else {
            throw .malformedLine(String(showing: content))
        }
        if let code, code != line.code { throw .differingCodes(code, line.code) }
        if lineCount > 1 { text.append(0x0A) }
        String.show(content, in: &text)
        code = line.code
        return line.isLast ? finish(line.code) : nil
    }

    private mutating func finish(_ code: Int) -> SMTPReply {
        defer {
            self.code = nil
            text.removeAll(keepingCapacity: true)
            lineCount = 0
            byteCount = 0
        }
        return SMTPReply(code: code, text: String(decoding: text, as: UTF8.self))
    }
}
