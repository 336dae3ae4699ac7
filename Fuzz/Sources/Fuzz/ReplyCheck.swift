@testable internal import MailStandards

/// What an SMTP server sends, read whole and in pieces of any size.
enum ReplyCheck {
    static func run(_ bytes: [UInt8]) {
        compare(bytes)
        // For the limits, which a short input does not reach.
        guard bytes.number % 16 == 0 else { return }
        compare([UInt8](repeatElement(bytes, count: 64).joined()))
    }

    private static func compare(_ bytes: [UInt8]) {
        let whole = Outcome(bytes) { bytes.count }
        var state = bytes.number
        let cut = Outcome(bytes) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 1 + Int(state >> 33) % (state >> 63 == 0 ? 3 : 4_096)
        }
        require(whole == cut, "pieces do not count")
        require(whole.replies.count <= bytes.count / 4, "a reply is four bytes at least")
        for reply in whole.replies { expect(reply) }
        if case .malformedLine(let line) = whole.failure { require(isSafe(line), "shown safely") }
    }

    private static func expect(_ reply: SMTPReply) {
        require((200...599).contains(reply.code), "200 to 599")
        require(SMTPReply(stored: reply.text) == reply, "it reads as it is stored")
        require((1...512).contains(reply.lines.count), "1 to 512 lines")
        require(reply.text.utf8.count <= 4 * SMTPReplyParser.replyLimit, "within its limit")
        require(reply.lines.allSatisfy { isSafe($0) }, "shown safely")
        _ = reply.saysBlocklisted
        _ = EHLOReply(reply).offers("STARTTLS")
    }

    private static func isSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) }
    }

    private struct Outcome: Equatable {
        var replies: [SMTPReply] = []
        var failure: SMTPReplyParser.Failure?
        var rest: [UInt8] = []
        var isWithinReply = false

        init(_ bytes: [UInt8], _ size: () -> Int) {
            var parser = SMTPReplyParser()
            var position = 0
            do throws(SMTPReplyParser.Failure) {
                while position < bytes.count {
                    let end = min(bytes.count, position + max(1, size()))
                    parser.append(bytes[position..<end])
                    position = end
                    while let reply = try parser.next() { replies.append(reply) }
                }
                rest = Array(parser.buffered)
                isWithinReply = parser.isWithinReply
                require(rest.count <= SMTPReplyParser.lineLimit, "the buffer holds a line")
            } catch {
                failure = error
                require((try? parser.next()) == nil, "a failure is for good")
            }
        }
    }
}

/// A reply to EHLO: whether it offers STARTTLS, decided anew from its bytes.
enum EHLOCheck {
    static func run(_ bytes: [UInt8]) {
        var parser = SMTPReplyParser()
        parser.append(bytes)
        guard let reply = try? parser.next() else { return }
        let ehlo = EHLOReply(reply)
        let lines = bytes.pieces(0x0A).prefix(reply.lines.count)
        let offers = lines.dropFirst().contains { line in
            let word = line.dropFirst(4).prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
            let rest = line.dropFirst(4 + word.count)
            // A CR within the line is a byte of the keyword.
            guard rest.first != 0x0D || rest.count == 1 else { return false }
            return String(decoding: word, as: UTF8.self).lowercased() == "starttls"
                && word.allSatisfy { $0 < 0x80 }
        }
        require(ehlo.offers("STARTTLS") == (offers && reply.code == 250), "a keyword is a word")
        require(ehlo.offers("starttls") == ehlo.offers("STARTTLS"), "in any case")
        require(ehlo.extensions.count <= 511, "a keyword a line")
    }
}
