import MailStandards
import Testing

@Suite struct MTASTSPolicyTests {
    static let plain = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 604800\n"

    static let good: [Good] = [
        Good(plain, plain),
        Good(
            "version: STSv1\r\nmode: testing\r\nmx: *.example.com\r\nmx: b.example\r\nmax_age: 86400",
            "version: STSv1\nmode: testing\nmx: *.example.com\nmx: b.example\nmax_age: 86400\n"),
        Good(
            "version: STSv1\nmode: none\r\nmax_age: 86400\r\n",
            "version: STSv1\nmode: none\nmax_age: 86400\n"),
        Good(
            "mx:A.Example\nmax_age:\t31557600 \nmode:  enforce\t\nversion:STSv1 \t ",
            "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 31557600\n"),
        Good(
            "version: STSv1\nmode: none\nmx: a.example\nmax_age: 0000604800\n",
            "version: STSv1\nmode: none\nmx: a.example\nmax_age: 604800\n"),
        Good(plain + "x-1.y_z: any thing, ü: too\nModE: x\nMX: @@\nversionx: 2\n", plain),
        Good(plain + "mode: testing\n", plain, .policyRepeatedKey),
        Good(
            plain + "version: STSv2\nmax_age: soon\nmode: ü\n", plain, .policyRepeatedKey,
            .policyRepeatedKey, .policyRepeatedKey),
        Good("\n" + plain, plain, .policyBlankLine),
        Good(plain + "\r\n \t\r\n\n", plain, .policyBlankLine),
        Good(
            "version: STSv1\nmode: none\nmax_age: 0",
            "version: STSv1\nmode: none\nmax_age: 0\n", .policyMaxAgeZero),
        Good(
            "version: STSv1\nmode: none\nmax_age: 86399",
            "version: STSv1\nmode: none\nmax_age: 86399\n", .policyMaxAgeUnderADay),
    ]

    /// Round trips keep what is found in the value itself.
    static let kept: Set<FindingCode> = [.policyMaxAgeZero, .policyMaxAgeUnderADay]

    static let bad: [Bad] = [
        Bad("", .policyMissingVersion, nil, "an empty body"),
        Bad("\r\n", .policyMissingVersion, nil, "a blank line only"),
        Bad("mode: none\nmax_age: 1", .policyMissingVersion, nil, "no version"),
        Bad("Version: STSv1\nmode: none\nmax_age: 1", .policyMissingVersion, nil, "a capital V"),
        Bad("version: STSv1\nmax_age: 1\nmx: a.example", .policyMissingMode, nil, "no mode"),
        Bad("version: STSv1\nmode: none", .policyMissingMaxAge, nil, "no max_age"),
        Bad("version: STSv1\nmode: none\nmax-age: 1", .policyMissingMaxAge, nil, "max-age"),
        Bad("version: STSv1\nmode: enforce\nmax_age: 1", .policyMissingMX, nil, "enforce, no mx"),
        Bad("version: STSv1\nmode: testing\nmax_age: 1", .policyMissingMX, nil, "testing, no mx"),
        Bad("version: STSv0\nmode: none\nmax_age: 1", .policyBadVersion, 9, "another version"),
        Bad("version: STSv10\nmode: none\nmax_age: 1", .policyBadVersion, 9, "a longer version"),
        Bad("version: stsv1\nmode: none\nmax_age: 1", .policyBadVersion, 9, "in small letters"),
        Bad("version:\nmode: none\nmax_age: 1", .policyBadVersion, 8, "an empty version"),
        Bad("version: STSv1;\nmode: none", .policyBadVersion, 9, "a semicolon"),
        Bad("version: STSv1 x\nmode: none", .policyBadVersion, 9, "text behind the version"),
        Bad("version: STSv1\rmode: none\rmax_age: 1", .policyBadVersion, 9, "CR without LF"),
        Bad("version: STSv1\nmode: Enforce", .policyBadMode, 21, "a capital E"),
        Bad("version: STSv1\nmode: report", .policyBadMode, 21, "the drafts' mode"),
        Bad("version: STSv1\nmode:", .policyBadMode, 20, "an empty mode"),
        Bad("mode: none,testing", .policyBadMode, 6, "two modes"),
        Bad("max_age: -1", .policyBadMaxAge, 9, "a negative max_age"),
        Bad("max_age: +1", .policyBadMaxAge, 9, "a sign"),
        Bad("max_age: 1w", .policyBadMaxAge, 9, "a unit"),
        Bad("max_age: 1 000", .policyBadMaxAge, 9, "a space between digits"),
        Bad("max_age: 1.5", .policyBadMaxAge, 9, "a fraction"),
        Bad("max_age:", .policyBadMaxAge, 8, "an empty max_age"),
        Bad("max_age: ٣", .policyBadMaxAge, 9, "a digit that is no ASCII"),
        Bad("max_age: 00000604800", .policyBadMaxAge, 9, "11 digits"),
        Bad("max_age: 31557601", .policyMaxAgeOverCeiling, 9, "a second over the ceiling"),
        Bad("max_age: 9999999999", .policyMaxAgeOverCeiling, 9, "10 digits"),
        Bad(
            "max_age: 999999999999999999999999999999", .policyMaxAgeOverCeiling, 9, "30 digits"),
        Bad("mx:", .policyBadMX, 3, "an empty mx"),
        Bad("mx: a.example b.example", .policyBadMX, 4, "two names in a line"),
        Bad("mx: a.example, b.example", .policyBadMX, 4, "a comma"),
        Bad("mx: a.example.", .policyMXTrailingDot, 4, "a trailing dot"),
        Bad("mode: none\nmx: *.*.example\nmax_age: 1", .policyMXMisplacedWildcard, 17, "two *"),
        Bad(" version: STSv1", .policyBadLine, 0, "white space before a key"),
        Bad("version: STSv1\n\tmode: none", .policyBadLine, 15, "a tab before a key"),
        Bad("version : STSv1", .policyBadLine, 7, "white space before the colon"),
        Bad("version STSv1", .policyBadLine, 7, "no colon"),
        Bad("version=STSv1", .policyBadLine, 7, "= for a colon"),
        Bad(": STSv1", .policyBadLine, 0, "no key"),
        Bad("_version: STSv1", .policyBadLine, 0, "a key that begins with _"),
        Bad("<html>", .policyBadLine, 0, "a web page"),
        Bad("# comment", .policyBadLine, 0, "a comment"),
        Bad("\u{FEFF}version: STSv1", .policyBadLine, 0, "a byte order mark"),
        Bad("version: STSv1\n\u{0}", .policyBadLine, 15, "a NUL byte"),
        Bad("version: STSv1\n\r\r\n", .policyBadLine, 15, "CR CR LF"),
        Bad("k23456789012345678901234567890123: v", .policyBadLine, 0, "a key of 33 characters"),
        Bad("{\"version\": \"STSv1\"}", .policyBadLine, 0, "JSON"),
        Bad("ext:", .policyBadExtension, 4, "an extension without a value"),
        Bad("ext: \t", .policyBadExtension, 6, "an extension with white space only"),
        Bad("ext: a\tb", .policyBadExtension, 6, "a tab in an extension"),
        Bad("ext: a\rb", .policyBadExtension, 6, "CR in an extension"),
        Bad(bytes("ext: a") + [0xFF], .policyBadExtension, 5, "an extension that is no UTF-8"),
        Bad("mode: none\nmode:", .policyBadExtension, 16, "a repeated key without a value"),
    ]

    static func answer(_ body: [UInt8]) -> Answer {
        let reading = MTASTSPolicy.read(body)
        let findings = reading.findings.map(\.code)
        return switch reading.state {
        case .valid(let policy): Answer(printed: policy.description, findings: findings)
        case .invalid(let violation): Answer(violation, findings: findings)
        }
    }

    @Test(arguments: good) func accepts(row: Good) {
        expect(row, Self.answer)
        let again = Self.answer(bytes(row.printed)).findings
        #expect(again == row.findings.filter(Self.kept.contains))
    }

    @Test(arguments: bad) func refuses(row: Bad) {
        expect(row, Self.answer)
        #expect(throws: RuleViolation.self) { try MTASTSPolicy.parse(row.bytes) }
    }

    @Test func readsItsParts() throws {
        let (policy, findings) = try MTASTSPolicy.parse(bytes(Self.plain))
        let pattern = try MXPattern(parsing: "a.example")
        #expect(policy == MTASTSPolicy(mode: .enforce, maxAgeSeconds: 604_800, patterns: [pattern]))
        #expect(findings.isEmpty)
        #expect(policy.matches(try name("A.Example.")))
        #expect(try !policy.matches(name("b.example")))
    }

    @Test func tellsWhereTheFirstBlankLineIs() throws {
        let (_, findings) = try MTASTSPolicy.parse(bytes("version: STSv1\n\n\n" + Self.plain))
        #expect(findings.contains(Finding(.policyBlankLine, detail: "line 2")))
    }

    @Test func tellsOfTheDraftsGenerations() {
        let report = MTASTSPolicy.read(bytes("version: STSv1\nmode: report\n"))
        #expect(report.findings.map(\.code) == [.generationAugust2017, .policyBadMode])
        let json = MTASTSPolicy.read(bytes("\r\n {\"version\": \"STSv1\", \"mode\": \"report\"}"))
        #expect(json.findings.map(\.code) == [.generationDecember2016, .policyBadLine])
        #expect(json.policy == nil)
    }

    @Test func keepsTheBlankLineOfAnInvalidPolicy() {
        let reading = MTASTSPolicy.read(bytes("\nmode: none\nmax_age: 86400"))
        #expect(reading.findings.map(\.code) == [.policyBlankLine, .policyMissingVersion])
    }
}
