import MailStandards
import Testing

@Suite struct SMTPReplyTests {
    @Test func hasLinesWithoutCodes() throws {
        let reply = try #require(SMTPReply(stored: "250-mx.example hello\n250-\n250 STARTTLS"))
        #expect(reply.code == 250)
        #expect(reply.lines == ["mx.example hello", "", "STARTTLS"])
        #expect(SMTPReply(stored: "220")?.lines == [""])
    }

    @Test(arguments: ["", "22", "x", "2 0", "199 a", "é20 a"]) func isNone(stored: String) {
        #expect(SMTPReply(stored: stored) == nil)
    }

    /// Code; whether it is positive, a transient failure, a permanent one; whether it says busy.
    static let kinds: [(Int, Bool, Bool, Bool, Bool)] = [
        (220, true, false, false, false), (250, true, false, false, false),
        (354, false, false, false, false), (421, false, true, false, true),
        (450, false, true, false, true), (451, false, true, false, true),
        (452, false, true, false, true), (459, false, true, false, true),
        (454, false, true, false, true), (420, false, true, false, false),
        (441, false, true, false, false), (460, false, true, false, false),
        (500, false, false, true, false), (550, false, false, true, false),
        (554, false, false, true, false),
    ]

    @Test(arguments: kinds)
    func isOfAKind(code: Int, positive: Bool, transient: Bool, permanent: Bool, busy: Bool) throws {
        let reply = try #require(SMTPReply(stored: "\(code) x"))
        #expect(reply.isPositive == positive)
        #expect(reply.isTransientFailure == transient)
        #expect(reply.isPermanentFailure == permanent)
        #expect(reply.meansBusy == busy)
    }

    /// Greetings of those who refuse us, and of those who do not.
    static let blocklists: [(String, Bool)] = [
        (
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
            true
        ),
        ("550 5.7.1 Your IP is listed on our BLACKLIST", true),
        ("554-mx.example\n554 Your access has been rejected due to blocklisting", true),
        ("554 5.7.1 192.0.2.1 found in DNSBL", true),
        ("550 Denied by RBL", true),
        ("554 poor reputation of your sending address", true),
        ("554 No SMTP service here", false),
        ("550 EHLO argument does not match", false),
        ("220 blacklist.example ESMTP", false),
        ("421 blocked using zen.spamhaus.org", false),
        ("554 5.7.1 verbl not understood", false),
    ]

    @Test(arguments: blocklists) func tellsOfBlocklists(text: String, blocked: Bool) {
        #expect(SMTPReply(stored: text)?.saysBlocklisted == blocked)
    }
}
