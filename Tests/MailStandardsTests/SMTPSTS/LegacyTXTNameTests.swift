import MailStandards
import Testing

@Suite struct LegacyTXTNameTests {
    @Test func areTheNamesOfTheDrafts() throws {
        let domain = try name("example.com")
        #expect(
            LegacyTXTName.allCases.compactMap { $0.name(of: domain)?.text } == [
                "_mta_sts.example.com", "mta-sts.example.com", "_smtp_tlsrpt.example.com",
                "_smtp-tlsrpt.example.com", "smtp-tlsrpt.example.com", "_smtp._tcp.example.com",
            ])
    }

    static let rows: [(LegacyTXTName, String, FindingCode?)] = [
        (.mtaSTSUnderscores, "v=STSv1; id=1", .generationJuly2016),
        (.mtaSTSUnderscores, "v=STS1; id=1", .generationJuly2016),
        (.mtaSTSPolicyHost, "v=STSv1; id=1", .generationFebruary2017),
        (.smtpTLSRPTUnderscores, "v=TLSRPTv1; rua=mailto:a@b", .tlsrptLegacyName),
        (.smtpTCP, "v=TLSRPTv1;", .tlsrptLegacyName),
        (.mtaSTSUnderscores, "v=TLSRPTv1; rua=mailto:a@b", nil),
        (.smtpTCP, "v=STSv1; id=1", nil),
        (.mtaSTSPolicyHost, "v=spf1 -all", nil),
        (.mtaSTSPolicyHost, "", nil),
    ]

    @Test(arguments: rows)
    func recognisesRecords(at place: LegacyTXTName, record: String, code: FindingCode?) {
        #expect(place.finding([bytes("x"), bytes(record)])?.code == code)
    }

    @Test func findsNothingInNothing() {
        #expect(LegacyTXTName.smtpTCP.finding([]) == nil)
    }
}
