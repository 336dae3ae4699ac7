import MailStandards
import Testing

@Suite struct RuleCheckTests {
    /// A body, the kinds of violation and where they are, and the departures.
    static let policies: [(String, [(FindingCode, Int?)], [FindingCode])] = [
        (MTASTSPolicyTests.plain, [], []),
        (
            "",
            [
                (.policyMissingVersion, nil), (.policyMissingMode, nil),
                (.policyMissingMaxAge, nil),
            ], []
        ),
        (
            "version: STSv1\nmode: Testing\nmax_age: 1h",
            [(.policyBadMode, 21), (.policyBadMaxAge, 38), (.policyMissingMX, nil)], []
        ),
        (
            "version: STSv2\nmode: on\nmx: *\nmx: a.\nmax_age: x\n",
            [
                (.policyBadVersion, 9), (.policyBadMode, 21), (.policyMXMisplacedWildcard, 28),
                (.policyMXTrailingDot, 34), (.policyBadMaxAge, 46),
            ], []
        ),
        (
            " version: STSv1\r\nmode = none\r\n\r\nmax_age: 0\r\nx:\r\n",
            [(.policyBadLine, 0), (.policyBadLine, 21), (.policyBadExtension, 46)],
            [.policyMaxAgeZero, .policyBlankLine]
        ),
        (
            "version: STSv1\nmode: none\nmax-age: 1\n", [(.policyMissingMaxAge, nil)],
            [.policyKeyTypo]
        ),
        (
            "<html>\n",
            [
                (.policyBadLine, 0), (.policyMissingVersion, nil), (.policyMissingMode, nil),
                (.policyMissingMaxAge, nil),
            ], []
        ),
    ]

    @Test(arguments: policies.indices) func findsEveryRule(index: Int) {
        let (body, violations, findings) = Self.policies[index]
        expect(MTASTSPolicy.check(bytes(body)), violations, findings)
    }

    @Test func findsEveryRuleOfARecord() {
        expect(
            MTASTSRecord.check(bytes("v=STSv1; id=a-b;; x==; y=z ")),
            [(.recordBadID, 13), (.recordBadExtension, 16), (.recordBadExtension, 20)],
            [.recordTrailingSpace])
        expect(
            MTASTSRecord.check(bytes("v=STSv1; id =1")), [(.recordBadExtension, 11)], [])
        expect(MTASTSRecord.check(bytes("v=STSv2; id=-")), [(.recordBadVersion, 6)], [])
        expect(
            MTASTSRecord.check(bytes("v=STSv1; x=-;;")),
            [
                (.recordBadExtension, 13), (.recordNoID, nil),
            ], [])
        expect(
            TLSRPTRecord.check(bytes("v=TLSRPTv1; rua=a; x; rua =b")),
            [(.tlsrptBadRua, 16), (.tlsrptBadExtension, 20), (.tlsrptBadExtension, 25)],
            [.tlsrptRepeatedRua])
        expect(
            SMTPSTSRecord.check(
                bytes("v=STS1; to=x; mx=*; a=b; c=d; e=f; rua=g; h; i=j")),
            [
                (.draftBadTo, 11), (.draftBadMX, 17), (.draftBadAuthentication, 22),
                (.draftBadConstraint, 27), (.draftBadExpiry, 32), (.draftBadRua, 39),
                (.draftBadField, 43),
            ], [.draftUnknownField])
    }

    /// As many as there may be, so that junk costs little.
    @Test func hasALimit() {
        let junk = [UInt8](repeating: 0x0A, count: 1) + bytes(String(repeating: "?\n", count: 999))
        #expect(MTASTSPolicy.check(junk).violations.count == 20)
    }

    private func expect(
        _ check: RuleCheck, _ violations: [(FindingCode, Int?)], _ findings: [FindingCode]
    ) {
        #expect(check.violations.map(\.code) == violations.map(\.0))
        #expect(check.violations.map(\.offset) == violations.map(\.1))
        #expect(check.findings.map(\.code) == findings)
    }
}
