import MailStandards
import Testing

@Suite struct SMTPReplyParserTests {
    typealias Failure = SMTPReplyParser.Failure

    /// What the server sends, and the replies in it, as code and text.
    static let good: [(String, [(Int, String)])] = [
        ("", []),
        ("220 mx.example ESMTP\r\n", [(220, "220 mx.example ESMTP")]),
        ("220 mx.example", []),
        ("220-a\r\n", []),
        ("220\r\n", [(220, "220")]),
        ("250 \r\n", [(250, "250 ")]),
        ("250-\r\n250\r\n", [(250, "250-\n250")]),
        (
            "250-mx.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n",
            [(250, "250-mx.example\n250-SIZE 1\n250 STARTTLS")]
        ),
        ("220 a\n", [(220, "220 a")]),
        ("250-a\n250-b\r\n250 c\n", [(250, "250-a\n250-b\n250 c")]),
        ("220 a\r\n221 b\r\n", [(220, "220 a"), (221, "221 b")]),
        ("220 a\r\r\n", [(220, #"220 a\x0D"#)]),
        ("220 gr\u{FC}n\r\n", [(220, #"220 gr\xC3\xBCn"#)]),
        ("554 \u{0}\u{1B}[2J\\\r\n", [(554, #"554 \x00\x1B[2J\\"#)]),
        ("299 x\r\n", [(299, "299 x")]),
        ("599 x\r\n", [(599, "599 x")]),
    ]

    static let bad: [(String, Failure, String)] = [
        ("\r\n", .malformedLine(""), "an empty line"),
        ("22\r\n", .malformedLine("22"), "two digits"),
        ("2200 a\r\n", .malformedLine("2200 a"), "four digits"),
        ("22O a\r\n", .malformedLine("22O a"), "a letter in the code"),
        ("220_a\r\n", .malformedLine("220_a"), "another separator"),
        ("220\ta\r\n", .malformedLine(#"220\#ta"#), "a tab for the separator"),
        (" 220 a\r\n", .malformedLine(" 220 a"), "white space in front"),
        ("199 a\r\n", .malformedLine("199 a"), "a code under 200"),
        ("600 a\r\n", .malformedLine("600 a"), "a code over 599"),
        ("000 a\r\n", .malformedLine("000 a"), "a code of zeros"),
        ("+22 a\r\n", .malformedLine("+22 a"), "a sign"),
        ("SSH-2.0-x\r\n", .malformedLine("SSH-2.0-x"), "another protocol"),
        ("HTTP/1.1 400 Bad\r\n", .malformedLine("HTTP/1.1 400 Bad"), "a web server"),
        ("250-a\r\nb\r\n", .malformedLine("b"), "a second line without a code"),
        ("250-a\r\n550 b\r\n", .differingCodes(250, 550), "two codes in a reply"),
        ("250-a\r\n251-b\r\n", .differingCodes(250, 251), "two codes, and no end"),
        ("250-a\r\n250-b\r\n220 c\r\n", .differingCodes(250, 220), "another code at the end"),
    ]

    /// All replies; fed in pieces of this many bytes.
    static func replies(_ text: String, pieces: Int) throws(Failure) -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        var rest = bytes(text)[...]
        while !rest.isEmpty {
            parser.append(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while let reply = try parser.next() { replies.append(reply) }
        }
        return replies
    }

    @Test(arguments: good) func reads(text: String, expected: [(Int, String)]) throws {
        for pieces in [1, 2, 7, 10_000] {
            let replies = try Self.replies(text, pieces: pieces)
            #expect(replies.map(\.code) == expected.map(\.0))
            #expect(replies.map(\.text) == expected.map(\.1))
        }
    }

    @Test(arguments: bad) func refuses(text: String, failure: Failure, reason: String) {
        for pieces in [1, 3, 10_000] {
            #expect(throws: failure, Comment(rawValue: reason)) {
                try Self.replies(text, pieces: pieces)
            }
        }
    }

    @Test func staysFailed() {
        var parser = SMTPReplyParser()
        parser.append(bytes("x\r\n220 a\r\n"))
        #expect(throws: Failure.malformedLine("x")) { try parser.next() }
        #expect(throws: Failure.malformedLine("x")) { try parser.next() }
        parser.reset()
        #expect(parser.buffered.isEmpty)
        #expect(throws: Never.self) { try parser.next() }
    }

    @Test(arguments: [1, 100, 10_000]) func limitsLines(pieces: Int) throws {
        let longest = "220 " + String(repeating: "a", count: SMTPReplyParser.lineLimit - 6)
        #expect(try Self.replies(longest + "\r\n", pieces: pieces).count == 1)
        #expect(throws: Failure.lineTooLong) {
            try Self.replies(longest + "a\r\n", pieces: pieces)
        }
        #expect(throws: Failure.lineTooLong) {
            try Self.replies(longest + "aaa", pieces: pieces)
        }
    }

    @Test func limitsTheCountOfLines() throws {
        let lines = String(repeating: "250-a\r\n", count: SMTPReplyParser.lineCountLimit - 1)
        #expect(try Self.replies(lines + "250 a\r\n", pieces: 999).count == 1)
        #expect(throws: Failure.tooManyLines) {
            try Self.replies(lines + "250-a\r\n250 a\r\n", pieces: 999)
        }
    }

    @Test func limitsTheBytesOfAReply() throws {
        // 64 lines of 1,024 bytes are just as much as is taken.
        let line = "250-" + String(repeating: "a", count: 1_018) + "\r\n"
        let last = "250 " + String(repeating: "a", count: 1_018) + "\r\n"
        let lines = String(repeating: line, count: 63)
        #expect(try Self.replies(lines + last, pieces: 4_096).count == 1)
        #expect(throws: Failure.replyTooLong) {
            try Self.replies(lines + line + "250\r\n", pieces: 4_096)
        }
    }

    @Test func countsEachReplyByItself() throws {
        let reply = String(repeating: "250-a\r\n", count: 400) + "250 a\r\n"
        #expect(try Self.replies(reply + reply + reply, pieces: 5_000).count == 3)
    }

    @Test func tellsWhatCameBehindAReply() throws {
        var parser = SMTPReplyParser()
        #expect(!parser.isWithinReply)
        parser.append(bytes("220 go ahead\r\n250 inj"))
        #expect(try parser.next()?.code == 220)
        #expect(Array(parser.buffered) == bytes("250 inj"))
        #expect(parser.isWithinReply)
        #expect(try parser.next() == nil)
        #expect(Array(parser.buffered) == bytes("250 inj"))
        parser.reset()
        #expect(parser.buffered.isEmpty && !parser.isWithinReply)
        parser.append(bytes("221 bye\r\n"))
        #expect(try parser.next()?.text == "221 bye")
        #expect(parser.buffered.isEmpty)
    }

    @Test func knowsThatAReplyHasBegun() throws {
        var parser = SMTPReplyParser()
        parser.append(bytes("250-a\r\n"))
        #expect(try parser.next() == nil)
        #expect(parser.buffered.isEmpty)
        #expect(parser.isWithinReply)
    }

    /// A reply of 64 KB, a byte at a time, must not cost quadratic time.
    @Test(.timeLimit(.minutes(1))) func readsDripsInLinearTime() throws {
        let line = "250-" + String(repeating: "a", count: 2_000) + "\r\n"
        let text = String(repeating: line, count: 31) + "250 a\r\n"
        #expect(try Self.replies(text, pieces: 1).count == 1)
    }
}
