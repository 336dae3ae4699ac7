import MailStandards
import Testing

@Suite struct TLSRPTRecordTests {
    static let good: [Good] = [
        Good("v=TLSRPTv1; rua=mailto:r@a.example", "v=TLSRPTv1; rua=mailto:r@a.example"),
        Good("v=TLSRPTv1;rua=mailto:r@a.example;", "v=TLSRPTv1; rua=mailto:r@a.example"),
        Good(
            "v=TLSRPTv1; rua=https://r.a.example/v1/tls?x=%2C#y",
            "v=TLSRPTv1; rua=https://r.a.example/v1/tls?x=%2C#y"),
        Good(
            "v=TLSRPTv1; rua=mailto:r@a.example , \thttps://a.example:8443",
            "v=TLSRPTv1; rua=mailto:r@a.example,https://a.example:8443"),
        Good("v=TLSRPTv1; rua=MAILTO:r@a.example", "v=TLSRPTv1; rua=MAILTO:r@a.example"),
        Good(
            "v=TLSRPTv1; rua=mailto:r@a.example?subject=tls",
            "v=TLSRPTv1; rua=mailto:r@a.example?subject=tls"),
        Good("v=TLSRPTv1; rua=https://[2001:db8::1]/", "v=TLSRPTv1; rua=https://[2001:db8::1]/"),
        Good(
            "v=TLSRPTv1; ext=yes; rua=mailto:r@a.example",
            "v=TLSRPTv1; rua=mailto:r@a.example; ext=yes"),
        Good(
            "v=TLSRPTv1 ; rua=mailto:r@a.example", "v=TLSRPTv1; rua=mailto:r@a.example",
            .tlsrptSpaceBeforeSemicolon),
        Good(
            "v=TLSRPTv1; rua=mailto:r@a.example ", "v=TLSRPTv1; rua=mailto:r@a.example",
            .tlsrptTrailingSpace),
        Good(
            "v=TLSRPTv1; rua=mailto:r@a.example; rua=mailto:s@a.example",
            "v=TLSRPTv1; rua=mailto:r@a.example", .tlsrptRepeatedRua),
        Good(
            "v=TLSRPTv1; rua=ftp://a.example,mailto:r@a.example,http://a.example/",
            "v=TLSRPTv1; rua=mailto:r@a.example", .tlsrptUnknownRuaScheme,
            .tlsrptUnknownRuaScheme),
    ]

    static let bad: [Bad] = [
        Bad("v=TLSRPTv1", .tlsrptNoRua, nil, "no field at all"),
        Bad("v=TLSRPTv1;", .tlsrptNoRua, nil, "no field behind the semicolon"),
        Bad("v=TLSRPTv1; ext=1", .tlsrptNoRua, nil, "an extension, but no rua"),
        Bad("v=TLSRPTv1; RUA=mailto:a@b", .tlsrptNoRua, nil, "rua in capitals is an extension"),
        Bad("v=TLSRPTv1; rua=", .tlsrptBadRua, 16, "an empty rua"),
        Bad("v=TLSRPTv1; rua=;", .tlsrptBadRua, 16, "an empty rua before a semicolon"),
        Bad("v=TLSRPTv1; rua= mailto:a@b", .tlsrptBadRua, 16, "white space behind ="),
        Bad("v=TLSRPTv1; rua=r@a.example", .tlsrptBadRua, 16, "an address without a scheme"),
        Bad("v=TLSRPTv1; rua=noscheme", .tlsrptBadRua, 16, "no URI"),
        Bad("v=TLSRPTv1; rua=:a@b", .tlsrptBadRua, 16, "an empty scheme"),
        Bad("v=TLSRPTv1; rua=1x:a@b", .tlsrptBadRua, 16, "a scheme that begins with a digit"),
        Bad("v=TLSRPTv1; rua=mail to:a@b", .tlsrptBadRua, 16, "a space in the scheme"),
        Bad("v=TLSRPTv1; rua=,, ,", .tlsrptBadRua, 16, "nothing but commas"),
        Bad("v=TLSRPTv1; rua=mailto:a@b,", .tlsrptBadRua, 27, "a comma at the end"),
        Bad("v=TLSRPTv1; rua=mailto:a@b,,mailto:c@d", .tlsrptBadRua, 27, "two commas"),
        Bad("v=TLSRPTv1; rua=mailto:", .tlsrptBadRua, 23, "mailto without an address"),
        Bad("v=TLSRPTv1; rua=mailto:a", .tlsrptBadRua, 23, "mailto without a domain"),
        Bad("v=TLSRPTv1; rua=mailto:@b", .tlsrptBadRua, 23, "mailto without a local part"),
        Bad("v=TLSRPTv1; rua=mailto:a@", .tlsrptBadRua, 23, "mailto with an empty domain"),
        Bad("v=TLSRPTv1; rua=mailto:?to=a@b", .tlsrptBadRua, 23, "mailto with header fields only"),
        Bad("v=TLSRPTv1; rua=https:/a", .tlsrptBadRua, 22, "https without an authority"),
        Bad("v=TLSRPTv1; rua=https://", .tlsrptBadRua, 22, "https without a host"),
        Bad("v=TLSRPTv1; rua=https:///x", .tlsrptBadRua, 22, "https with an empty host"),
        Bad("v=TLSRPTv1; rua=https://u@:443/", .tlsrptBadRua, 22, "https with a port only"),
        Bad("v=TLSRPTv1; rua=mailto:a@b!10m", .tlsrptBadRua, 26, "a size, as DMARC has it"),
        Bad("v=TLSRPTv1; rua=https://a/%", .tlsrptBadRua, 26, "a percent sign alone"),
        Bad("v=TLSRPTv1; rua=https://a/%4", .tlsrptBadRua, 26, "one hex digit"),
        Bad("v=TLSRPTv1; rua=https://a/%4g", .tlsrptBadRua, 26, "a percent sign before no hex"),
        Bad("v=TLSRPTv1; rua=<mailto:a@b>", .tlsrptBadRua, 16, "angle brackets"),
        Bad("v=TLSRPTv1; rua=mailto:ü@b", .tlsrptBadRua, 23, "bytes that are no ASCII"),
        Bad("v=TLSRPTv1; rua=mailto:a\u{0}@b", .tlsrptBadRua, 24, "a NUL byte"),
        Bad("v=TLSRPTv1; rua=ftp://a.example", .tlsrptNoUsableRua, nil, "no scheme that counts"),
        Bad("v=TLSRPTv1; rua=http://a/,x:y", .tlsrptNoUsableRua, nil, "two that do not count"),
        Bad("v=TLSRPTv1; rua=mailto:a@b mailto:c@d", .tlsrptBadExtension, 27, "no comma"),
        Bad("v=TLSRPTv1; rua=mailto:a@b;;", .tlsrptBadExtension, 27, "an empty field"),
        Bad("v=TLSRPTv1; rua=mailto:a@b; more=", .tlsrptBadExtension, 33, "an empty value"),
        Bad("v=TLSRPTv1; rua=mailto:a@b; test==", .tlsrptBadExtension, 33, "= in a value"),
        Bad("v=TLSRPTv1; rua=mailto:a@b; 1%=a", .tlsrptBadExtension, 29, "a bad name"),
        Bad("v=TLSRPTv1; rua =mailto:a@b", .tlsrptBadExtension, 15, "white space before ="),
        Bad("v=TLSRPTv1; rua=mailto:a@b; rua=x", .tlsrptBadRua, 32, "a second rua that is none"),
        Bad("v=TLSRPTv2; rua=mailto:a@b", .tlsrptBadVersion, 9, "another version"),
        Bad("v=TLSRPTv10; rua=mailto:a@b", .tlsrptBadVersion, 10, "a longer version"),
        Bad("v=TLSRPT1; rua=mailto:a@b", .tlsrptBadVersion, 8, "a shorter version"),
        Bad("v=tlsrptv1; rua=mailto:a@b", .tlsrptBadVersion, 2, "the version in small letters"),
        Bad(" v=TLSRPTv1; rua=mailto:a@b", .tlsrptBadVersion, 0, "white space in front"),
        Bad("v=TLSRPTv1 rua=mailto:a@b", .tlsrptBadVersion, 11, "no semicolon"),
    ]

    static let foreign = ["", "v=STSv1; id=1", "v=spf1 -all", "v=TLSRP", "rua=mailto:a@b"]

    static func answer(_ bytes: [UInt8]) -> Answer { Answer(TLSRPTRecord.read([bytes])) }

    @Test(arguments: good) func accepts(row: Good) { expect(row, Self.answer) }

    @Test(arguments: bad) func refuses(row: Bad) {
        expect(row, Self.answer)
        #expect(throws: RuleViolation.self) { try TLSRPTRecord.parse(row.bytes) }
    }

    @Test(arguments: foreign) func discards(text: String) {
        #expect(TLSRPTRecord.read([bytes(text)]) == TXTSetReading(.absent))
    }

    @Test func countsRecords() {
        let record = bytes("v=TLSRPTv1; rua=mailto:r@a.example")
        #expect(TLSRPTRecord.read([record, bytes("v=spf1")]).record != nil)
        #expect(TLSRPTRecord.read([record, record]).state == .multiple(2))
        #expect(TLSRPTRecord.read([record, record]).findings.map(\.code) == [.tlsrptMultiple])
    }

    @Test func givesTheDestinationsThatCount() throws {
        let text = "v=TLSRPTv1; rua=mailto:r@a.example, fax:1, https://a.example/r; x=y"
        let (record, findings) = try TLSRPTRecord.parse(bytes(text))
        #expect(record.destinations == ["mailto:r@a.example", "https://a.example/r"])
        #expect(record.extensions == [RecordField(name: "x", value: "y")])
        #expect(findings == [Finding(.tlsrptUnknownRuaScheme, detail: "fax:1")])
    }
}
