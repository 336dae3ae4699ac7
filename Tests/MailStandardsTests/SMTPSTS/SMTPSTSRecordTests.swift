import MailStandards
import Testing

@Suite struct SMTPSTSRecordTests {
    static let full =
        "v=STS1; to=true; mx=*.example.com,mx.example.net; "
        + "a=webpki:https://example.com/.well-known/smtp-sts/current; c=webpki; e=123456; "
        + "rua=mailto:sts@example.com,https://example.com/r!10485760"
    static let missing: [FindingCode] = [
        .draftNoMX, .draftNoAuthentication, .draftNoConstraint, .draftNoExpiry,
    ]

    /// A record, how it prints, and its findings without those for missing fields.
    static let good: [(String, String, [FindingCode])] = [
        (full, full, []),
        ("v=STS1;to=false", "v=STS1; to=false", []),
        ("v = STS1 ; to = TRUE ;", "v=STS1; to=true", []),
        ("V\t=\tSTS1;To=True; C=TLSA", "v=STS1; to=true; c=tlsa", []),
        ("v=STS1; to=true; e=1; c=tlsa; a=dnssec", "v=STS1; to=true; a=dnssec; c=tlsa; e=1", []),
        ("v=STS1; to=true; mx=A.example; ", "v=STS1; to=true; mx=a.example", []),
        ("v=STS1; to=true ", "v=STS1; to=true", [.draftTrailingSpace]),
        ("v=STS1; to=true; rua=mailto:a@b!2k", "v=STS1; to=true; rua=mailto:a@b!2048", []),
        ("v=STS1; to=true; rua=x:y , mailto:a@b", "v=STS1; to=true; rua=x:y,mailto:a@b", []),
        (
            "v=STS1; to=true; rua=mailto:a@b!18446744073709551615T",
            "v=STS1; to=true; rua=mailto:a@b!18446744073709551615", []
        ),
        (
            "v=STS1; to=true; mx=_.a.example,.b.example",
            "v=STS1; to=true; mx=*.a.example,*.b.example",
            [.draftUnderscoreWildcard, .draftDotWildcard]
        ),
        (
            "v=STS1; to=true; mx=a.example , *.b.example",
            "v=STS1; to=true; mx=a.example,*.b.example", [.draftSpaceInMXList]
        ),
        ("v=STS1; to=true; a=webpki", "v=STS1; to=true; a=webpki", [.draftBareWebPKI]),
        (
            "v=STS1; to=true; a=https://a.example/p",
            "v=STS1; to=true; a=webpki:https://a.example/p", [.draftBareURI]
        ),
        ("v=STS1; to=true; e=1209600", "v=STS1; to=true; e=1209600", [.draftLongExpiry]),
        (
            "v=STS1; to=true; e=999999999999999999999999999999",
            "v=STS1; to=true; e=9223372036854775807", [.draftLongExpiry]
        ),
        ("v=STS1; m=report", "v=STS1; to=false", [.generationApril2016]),
        ("v=STS1; M = ENFORCE", "v=STS1; to=true", [.generationApril2016]),
        ("v=STS1; to=true; c=tlsa; C=x", "v=STS1; to=true; c=tlsa", [.draftRepeatedField]),
        ("v=STS1; to=true; to=false", "v=STS1; to=true", [.draftRepeatedField]),
        ("v=STS1; to=false; m=enforce", "v=STS1; to=false", [.draftRepeatedField]),
        ("v=STS1; to=true; max-age=5", "v=STS1; to=true", [.draftUnknownField]),
    ]

    static let bad: [Bad] = [
        Bad("v=STS1", .draftNoTo, nil, "no field at all"),
        Bad("v=STS1;", .draftNoTo, nil, "no field behind the semicolon"),
        Bad("v=STS1; mx=a.example; to=true", .draftNoTo, 8, "to is not second"),
        Bad("v=STS1; id=1", .draftNoTo, 8, "a later draft's record"),
        Bad("v=STS1; to=", .draftBadTo, 11, "an empty to"),
        Bad("v=STS1; to=yes", .draftBadTo, 11, "to is yes"),
        Bad("v=STS1; to=1", .draftBadTo, 11, "to is 1"),
        Bad("v=STS1; to=enforce", .draftBadTo, 11, "to has m's word"),
        Bad("v=STS1; to=true, mx=a", .draftBadTo, 11, "a comma in place of a semicolon"),
        Bad("v=STS1; m=testing", .draftBadTo, 10, "a later mode"),
        Bad("v=STS1; m=true", .draftBadTo, 10, "m has to's word"),
        Bad("v=STS1; to=true; mx=", .draftBadMX, 20, "an empty mx"),
        Bad("v=STS1; to=true; mx=a.example,", .draftBadMX, 30, "a comma at the end"),
        Bad("v=STS1; to=true; mx=a.example b.example", .draftBadMX, 20, "no comma"),
        Bad("v=STS1; to=true; mx=*", .draftBadMX, 20, "a wildcard for everything"),
        Bad("v=STS1; to=true; mx=*.", .draftBadMX, 20, "a wildcard of nothing"),
        Bad("v=STS1; to=true; mx=a.*.example", .draftBadMX, 20, "a wildcard within"),
        Bad("v=STS1; to=true; mx=_a.example", .draftBadMX, 20, "an underscore in a label"),
        Bad("v=STS1; to=true; mx=a.example.", .draftBadMX, 20, "a trailing dot"),
        Bad("v=STS1; to=true; mx=ü.example", .draftBadMX, 20, "a U-label"),
        Bad("v=STS1; to=true; mx=a..example", .draftBadMX, 20, "an empty label"),
        Bad("v=STS1; to=true; a=", .draftBadAuthentication, 19, "an empty a"),
        Bad("v=STS1; to=true; a=tlsa", .draftBadAuthentication, 19, "c's word"),
        Bad("v=STS1; to=true; a=webpki:", .draftBadAuthentication, 26, "no URI"),
        Bad("v=STS1; to=true; a=webpki:x", .draftBadAuthentication, 26, "no scheme"),
        Bad("v=STS1; to=true; a=webpki:http://a/", .draftBadAuthentication, 26, "no https"),
        Bad("v=STS1; to=true; a=webpki:https://", .draftBadAuthentication, 32, "no host"),
        Bad("v=STS1; to=true; a=webpki: https://a/", .draftBadAuthentication, 26, "a space"),
        Bad("v=STS1; to=true; a=mailto:a@b", .draftBadAuthentication, 19, "a mailto URI"),
        Bad("v=STS1; to=true; c=", .draftBadConstraint, 19, "an empty c"),
        Bad("v=STS1; to=true; c=dane", .draftBadConstraint, 19, "another word"),
        Bad("v=STS1; to=true; c=webpki,tlsa", .draftBadConstraint, 19, "a list"),
        Bad("v=STS1; to=true; e=", .draftBadExpiry, 19, "an empty e"),
        Bad("v=STS1; to=true; e=-1", .draftBadExpiry, 19, "a negative e"),
        Bad("v=STS1; to=true; e=1d", .draftBadExpiry, 19, "a unit"),
        Bad("v=STS1; to=true; rua=", .draftBadRua, 21, "an empty rua"),
        Bad("v=STS1; to=true; rua=a@b", .draftBadRua, 21, "no scheme"),
        Bad("v=STS1; to=true; rua=mailto:a@b,", .draftBadRua, 32, "a comma at the end"),
        Bad("v=STS1; to=true; rua=mailto:a@b!", .draftBadRua, 31, "an empty size"),
        Bad("v=STS1; to=true; rua=mailto:a@b!k", .draftBadRua, 31, "a unit without a number"),
        Bad("v=STS1; to=true; rua=mailto:a@b!1p", .draftBadRua, 31, "an unknown unit"),
        Bad("v=STS1; to=true; rua=mailto:a@b!1!2", .draftBadRua, 31, "two sizes"),
        Bad(
            "v=STS1; to=true; rua=mailto:a@b!18446744073709551616", .draftBadRua, 31,
            "a number over 64 bits"),
        Bad("v=STS1;;to=true", .draftBadField, 7, "an empty field"),
        Bad("v=STS1; to=true;;", .draftBadField, 16, "an empty field at the end"),
        Bad("v=STS1; to", .draftBadField, 10, "a field without ="),
        Bad("v=STS1; =true", .draftBadField, 8, "a field without a name"),
        Bad("v=STS1; to=true; \u{0}=1", .draftBadField, 17, "a NUL byte for a name"),
        Bad("v=STSv1; id=1", .draftBadVersion, 5, "MTA-STS at the draft's name"),
        Bad("v=sts1; to=true", .draftBadVersion, 2, "the version in small letters"),
        Bad("v=STS2; to=true", .draftBadVersion, 5, "another version"),
        Bad("v=STS1 to=true", .draftBadVersion, 7, "no semicolon"),
        Bad(" v = sts", .draftBadVersion, 0, "no more than what marks it"),
    ]

    static func answer(_ bytes: [UInt8]) -> Answer {
        var answer = Answer(SMTPSTSRecord.read([bytes]))
        answer.findings.removeAll(where: missing.contains)
        return answer
    }

    @Test(arguments: good)
    func accepts(text: String, printed: String, findings: [FindingCode]) throws {
        #expect(Self.answer(bytes(text)) == Answer(printed: printed, findings: findings))
        #expect(Self.answer(bytes(printed)).printed == printed)
    }

    @Test(arguments: bad) func refuses(row: Bad) {
        expect(row, Self.answer)
        #expect(throws: RuleViolation.self) { try SMTPSTSRecord.parse(row.bytes) }
    }

    @Test(arguments: ["", "v=spf1", "v=ST", "w=STS1; to=true"]) func discards(text: String) {
        #expect(SMTPSTSRecord.read([bytes(text)]) == TXTSetReading(.absent))
    }

    @Test func countsRecords() {
        let record = bytes("v=STS1; to=true")
        #expect(SMTPSTSRecord.read([record, bytes("v = STS1; x")]).state == .multiple(2))
        #expect(SMTPSTSRecord.read([record, bytes("v=spf1")]).record?.mode == .enforce)
    }

    @Test func tellsOfEachMissingField() throws {
        let codes = try SMTPSTSRecord.parse(bytes("v=STS1; to=false")).findings.map(\.code)
        #expect(codes == Self.missing)
        #expect(try SMTPSTSRecord.parse(bytes(Self.full)).findings.isEmpty)
    }

    @Test func readsItsParts() throws {
        let record = try SMTPSTSRecord.parse(bytes(Self.full)).record
        #expect(record.mode == .enforce)
        #expect(record.patterns.map(\.text) == ["*.example.com", "mx.example.net"])
        #expect(
            record.authentication
                == .webPKI(uri: "https://example.com/.well-known/smtp-sts/current"))
        #expect(record.constraint == .webpki)
        #expect(record.expirySeconds == 123_456)
        #expect(
            record.destinations.map(\.uri) == ["mailto:sts@example.com", "https://example.com/r"])
        #expect(record.destinations.map(\.maximumBytes) == [nil, 10_485_760])
    }

    @Test func matchesSubdomainsOfAnyDepth() throws {
        let record = try SMTPSTSRecord.parse(bytes("v=STS1; to=true; mx=*.a.example")).record
        #expect(record.matches(try name("x.y.a.example")))
        #expect(try !record.matches(name("a.example")))
    }
}
