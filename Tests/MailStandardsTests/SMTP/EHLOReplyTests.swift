import MailStandards
import Testing

@Suite struct EHLOReplyTests {
    static let offered = [
        "250-mx.example\n250 STARTTLS", "250-mx.example\n250-STARTTLS\n250 SIZE",
        "250-mx.example\n250 starttls", "250-mx.example\n250 StartTLS",
        "250-mx.example\n250 STARTTLS ", "250-mx.example\n250 STARTTLS required",
        "250-mx.example\n250 STARTTLS\tx", "250-\n250 STARTTLS",
    ]

    static let notOffered: [(String, String)] = [
        ("250 mx.example", "no keyword"),
        ("250 STARTTLS", "in the only line, which is the server's name"),
        ("250-STARTTLS\n250 SIZE", "in the first line"),
        ("250-mx.example STARTTLS\n250 SIZE", "in the greeting"),
        ("250-mx.example\n250 XSTARTTLS", "the end of a longer keyword"),
        ("250-mx.example\n250 STARTTLSX", "the beginning of a longer keyword"),
        ("250-mx.example\n250 STARTTLS=1", "followed by ="),
        ("250-mx.example\n250 STARTTL", "cut off"),
        ("250-mx.example\n250 X STARTTLS", "a parameter"),
        ("250-mx.example\n250  STARTTLS", "behind white space"),
        ("250-mx.example\n250 START TLS", "two words"),
        (#"250-mx.example\#n250 STARTTLS\x00"#, "followed by a NUL byte"),
        ("250-mx.example\n250 ſTARTTLS", "a long s, which Unicode folds to s"),
        ("550-mx.example\n550 STARTTLS", "in a refusal"),
        ("220-mx.example\n220 STARTTLS", "in another reply"),
    ]

    private func reply(_ text: String) throws -> EHLOReply {
        EHLOReply(try #require(SMTPReply(stored: text)))
    }

    @Test(arguments: offered) func offers(text: String) throws {
        #expect(try reply(text).offers("STARTTLS"))
        #expect(try reply(text).offers("starttls"))
    }

    @Test(arguments: notOffered) func doesNotOffer(text: String, reason: String) throws {
        #expect(try !reply(text).offers("STARTTLS"), Comment(rawValue: reason))
    }

    @Test func keepsItsLines() throws {
        let reply = try reply("250-mx.example hello\n250-SIZE 1000\n250 8BITMIME")
        #expect(reply.greeting == "mx.example hello")
        #expect(reply.extensions == ["SIZE 1000", "8BITMIME"])
        #expect(reply.offers("size"))
        #expect(!reply.offers(""))
    }
}
