import MailStandards
import Testing

/// What the authors of broken records meant: the three kinds of record share their fields.
@Suite struct LooseRecordTests {
    static let mtaSTS: [(String, String?, String)] = [
        ("v=STSv1; id=1; a=b", "v=STSv1; id=1; a=b", "what is valid stays as it is"),
        ("V=stsv1; ID=2016", "v=STSv1; id=2016", "case"),
        ("\"v=STSv1; id=1\"", "v=STSv1; id=1", "quotes"),
        ("\u{201C}v=STSv1; id=1;\u{201D}", "v=STSv1; id=1", "typographic quotes"),
        (#"v=STSv1\; id=1\;"#, "v=STSv1; id=1", "escaped semicolons"),
        ("v=STSv1; id=\"1\"", "v=STSv1; id=1", "quotes round the id"),
        (" v = STSv1 ; id = 1 ;", "v=STSv1; id=1", "white space"),
        ("v:STSv1; id:1", "v=STSv1; id=1", "colons for ="),
        ("v=STSv1, id=1,", "v=STSv1; id=1", "commas for semicolons"),
        ("v=STSv1 id=1 x=y", "v=STSv1; id=1; x=y", "no semicolons"),
        (";;v=STSv1;;id=1;;", "v=STSv1; id=1", "doubled semicolons"),
        ("v=STSv1; id=2016-08-31T08:57:00.1Z", "v=STSv1; id=20160831T0857001Z", "punctuation"),
        ("v=STSv1; id=1\u{0}\r\n", "v=STSv1; id=1", "control characters"),
        ("id=1; v=STSv1", "v=STSv1; id=1", "the version at the end"),
        ("STSv1; id=1", "v=STSv1; id=1", "no v"),
        ("v=STS1; id=1", "v=STSv1; id=1", "the drafts' version"),
        ("v=STVs1; id=1", "v=STSv1; id=1", "two letters swapped"),
        ("v=STSv1; id=; id=2", "v=STSv1; id=2", "an empty id before one"),
        ("v=STSv1; id=1; -b=c; d==e; f=g=h; k=", "v=STSv1; id=1; d=e", "what is no extension goes"),
        ("", nil, "nothing"),
        ("v=STSv1", nil, "no id"),
        ("v=STSv1; id=-:-", nil, "an id without letters and digits"),
        ("v=STSv1; id=é", nil, "an id that is no ASCII"),
        ("v=STSv1; id=123456789012345678901234567890123", nil, "33 characters: which go?"),
        ("id=1", nil, "no version"),
        ("v=STSv2; id=1", nil, "another version"),
        ("v=STSv10; id=1", nil, "version 10"),
        ("v=spf1 id=1", nil, "another mechanism"),
        ("v=TLSRPTv1; id=1", nil, "TLSRPT"),
    ]

    @Test(arguments: mtaSTS) func mendsMTASTS(text: String, meant: String?, reason: String) {
        #expect(MTASTSRecord.probablyMeant(by: bytes(text))?.description == meant, "\(reason)")
    }

    static let tlsrpt: [(String, String?, String)] = [
        ("v=TLSRPTv1; rua=mailto:a@b; x=y", "v=TLSRPTv1; rua=mailto:a@b; x=y", "valid"),
        ("v=tlsrptv1;RUA=MAILTO:a@b", "v=TLSRPTv1; rua=mailto:a@b", "case"),
        ("v=TLSRPT1 rua:mailto:a@b", "v=TLSRPTv1; rua=mailto:a@b", "no v, no semicolon, a colon"),
        ("v=TLSRPTv1; rua=a@b", "v=TLSRPTv1; rua=mailto:a@b", "no mailto"),
        ("v=TLSRPTv1; rua=<mailto://a@b>", "v=TLSRPTv1; rua=mailto:a@b", "brackets, slashes"),
        ("v=TLSRPTv1; rua=mailto:a@b!10m", "v=TLSRPTv1; rua=mailto:a@b", "a size"),
        ("v=TLSRPTv1; rua=mailto:a!b@c", "v=TLSRPTv1; rua=mailto:a%21b@c", "an exclamation mark"),
        ("v=TLSRPTv1; rua=https:/a/%", "v=TLSRPTv1; rua=https://a/%25", "a slash, a percent sign"),
        ("v=TLSRPTv1; rua=mailto:a@b; c@d", "v=TLSRPTv1; rua=mailto:a@b,mailto:c@d", "a semicolon"),
        (
            "v=TLSRPTv1; rua=mailto:a@b mailto:c@d,,https://e/?f=g,http://h/",
            "v=TLSRPTv1; rua=mailto:a@b,mailto:c@d,https://e/?f=g", "a list of all kinds"
        ),
        (
            "v=TLSRPTv1; rua=mailto:a@b; rua=mailto:c@d", "v=TLSRPTv1; rua=mailto:a@b,mailto:c@d",
            "two fields"
        ),
        ("v=TLSRPTv1", nil, "no rua"),
        ("v=TLSRPTv1; a@b", nil, "no name"),
        ("v=TLSRPTv1; rua=nobody", nil, "no address"),
        ("v=TLSRPTv1; rua=http://a/", nil, "a scheme that nobody reports to"),
        ("v=TLSRPTv2; rua=mailto:a@b", nil, "another version"),
        ("v=DMARC1; rua=mailto:a@b", nil, "DMARC"),
    ]

    @Test(arguments: tlsrpt) func mendsTLSRPT(text: String, meant: String?, reason: String) {
        #expect(TLSRPTRecord.probablyMeant(by: bytes(text))?.description == meant, "\(reason)")
    }

    static let smtpSTS: [(String, String?, String)] = [
        ("v=STS1; to=true", "v=STS1; to=true", "valid"),
        ("v=sts1, to=yes", "v=STS1; to=true", "case, a comma, yes"),
        ("v=STS1; mx=.a.example; to=false", "v=STS1; to=false; mx=*.a.example", "to is not second"),
        ("v=STS1; m=testing", "v=STS1; to=false", "a later mode"),
        ("v=STS1; to=enforce; e=2 days", "v=STS1; to=true; e=172800", "m's word, days"),
        (
            "v=STS1; to=true; mx=a.example. *.b.example; a=webpki https://a/; c=DANE; rua=a@b!1k",
            "v=STS1; to=true; mx=a.example,*.b.example; a=webpki:https://a/; c=tlsa; "
                + "rua=mailto:a@b!1024", "all fields"
        ),
        ("v=STS1", nil, "no to"),
        ("v=STS1; to=maybe", nil, "a to of no sense"),
        ("v=STS1; to=true; mx=a_b.example", nil, "a pattern that is none"),
        ("v=STS1; to=true; a=smime", nil, "an a of no sense"),
        ("v=STS1; to=true; c=smime", nil, "a c of no sense"),
        ("v=STS1; to=true; e=soon", nil, "an e of no sense"),
        ("v=STSv1; id=1", nil, "MTA-STS"),
        ("v=STS2; to=true", nil, "another version"),
    ]

    @Test(arguments: smtpSTS) func mendsSMTPSTS(text: String, meant: String?, reason: String) {
        #expect(SMTPSTSRecord.probablyMeant(by: bytes(text))?.description == meant, "\(reason)")
    }

    @Test(arguments: MTASTSRecordTests.bad) func givesAcceptedMTASTS(row: Bad) {
        expectAccepted(MTASTSRecord.probablyMeant(by: row.bytes)) { MTASTSRecordTests.answer($0) }
    }

    @Test(arguments: TLSRPTRecordTests.bad) func givesAcceptedTLSRPT(row: Bad) {
        expectAccepted(TLSRPTRecord.probablyMeant(by: row.bytes)) { TLSRPTRecordTests.answer($0) }
    }

    @Test(arguments: SMTPSTSRecordTests.bad) func givesAcceptedSMTPSTS(row: Bad) {
        expectAccepted(SMTPSTSRecord.probablyMeant(by: row.bytes)) { SMTPSTSRecordTests.answer($0) }
    }
}
