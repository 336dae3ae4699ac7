import Addresses
import MailStandards
import Observations
import Testing

@testable import DNSFacts

@Suite struct DomainLookupTests {
    /// What is known of a domain, and the questions that this takes.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answers: [String: LookupOutcome<RecordData>]
        let questions: Set<String>

        init(
            _ why: String, _ answers: [String: LookupOutcome<RecordData>], _ questions: Set<String>
        ) {
            testDescription = why
            self.answers = answers
            self.questions = questions
        }
    }

    private static let texts: Set = ["_mta-sts.example.com txt", "_smtp._tls.example.com txt"]
    private static let draft = "_smtp_sts.example.com txt"
    private static let alias = LookupOutcome<RecordData>(
        .noName, dnssec: .insecure, canonicalName: "gone.example.net")

    static let cases = [
        Case("a name that does not exist has nothing beneath it (RFC 8020)", [:], []),
        Case(
            "unless it is an alias, beneath which there may be names", ["example.com mx": alias],
            texts.union(["example.com a", "example.com aaaa"])),
        Case("MX", ["example.com mx": .mx(10, "mx.example.net")], texts.union([draft])),
        Case("a null MX takes no mail", ["example.com mx": .mx(0, .root)], texts),
        Case(
            "a null MX of another preference than RFC 7505 §3 advises takes no mail either",
            ["example.com mx": .mx(5, .root)], texts),
        Case(
            "an address instead of MX", ["example.com mx": .noData, "example.com a": .a()],
            texts.union(["example.com a", draft])),
        Case(
            "an IPv6 address instead of MX",
            ["example.com mx": .noData, "example.com a": .noData, "example.com aaaa": .aaaa()],
            texts.union(["example.com a", "example.com aaaa", draft])),
        Case(
            "neither MX nor address",
            ["example.com mx": .noData, "example.com a": .noData, "example.com aaaa": .noData],
            texts.union(["example.com a", "example.com aaaa"])),
        Case(
            "a failed A leaves AAAA to be asked",
            ["example.com mx": .noData, "example.com a": .failure, "example.com aaaa": .aaaa()],
            texts.union(["example.com a", "example.com aaaa", draft])),
        Case(
            "addresses that could not be found out may be there",
            ["example.com mx": .noData, "example.com a": .failure, "example.com aaaa": .noData],
            texts.union(["example.com a", "example.com aaaa", draft])),
        Case(
            "a failed MX is no absence: no address is asked, TXT is",
            ["example.com mx": .failure], texts.union([draft])),
    ]

    @Test(arguments: cases)
    func questions(_ known: Case) async throws {
        let resolver = FakeResolver(known.answers)
        _ = try await DomainLookup(resolver: resolver).observe("example.com")
        #expect(resolver.asked.first == "example.com mx")
        #expect(Set(resolver.asked.dropFirst()) == known.questions)
        #expect(resolver.asked.count == known.questions.count + 1, "none twice")
    }

    @Test func whatWasFound() async throws {
        let resolver = FakeResolver([
            "example.com mx": .mx(258, "mx.example.net"),
            "_mta-sts.example.com txt": .txt("v=STSv1; id=1;"),
            "_smtp._tls.example.com txt": .noData,
            "_smtp_sts.example.com txt": .failure,
        ])
        let facts = try await DomainLookup(resolver: resolver).observe("example.com")
        #expect(facts.domain == "example.com")
        #expect(facts.mx.records == [MXRecord(preference: 258, exchange: "mx.example.net")])
        #expect(facts.mx.ttlSeconds == 300 && facts.mx.dnssec == .insecure)
        #expect(facts.mtaSTS?.records == [TXTRecord(bytes: Array("v=STSv1; id=1;".utf8))])
        #expect(facts.tlsRPT?.answer == .noData)
        #expect(facts.smtpSTS?.failure == .serverFailure)
        #expect(facts.ipv4 == nil && facts.ipv6 == nil)
    }

    @Test func theDraftsNamesAreAskedWhereTheyAreWanted() async throws {
        let resolver = FakeResolver([
            "example.com mx": .mx(10, "mx.example.net"),
            "_mta_sts.example.com txt": .txt("v=STSv1; id=1"),
            "smtp-tlsrpt.example.com txt": .failure,
        ])
        let facts = try await DomainLookup(resolver: resolver, asksLegacyNames: true)
            .observe("example.com")
        #expect(Set(facts.legacy.keys) == Set(LegacyTXTName.allCases))
        #expect(facts.legacy[.mtaSTSUnderscores]?.records.count == 1)
        #expect(facts.legacy[.smtpTLSRPTPlain]?.failure == .serverFailure)
        #expect(facts.legacy[.smtpTCP]?.answer == .noName)
        let null = FakeResolver(["example.com mx": .mx(0, .root)])
        _ = try await DomainLookup(resolver: null, asksLegacyNames: true).observe("example.com")
        #expect(Set(null.asked.dropFirst()) == Self.texts, "a domain without mail has none")
    }

    @Test func theAddressesOfAnImplicitMX() async throws {
        let resolver = FakeResolver(["example.com mx": .noData, "example.com a": .a(7)])
        let facts = try await DomainLookup(resolver: resolver).observe("example.com")
        #expect(facts.ipv4?.records == [IPAddress("192.0.2.7")!] && facts.ipv6 == nil)
    }

    /// 253 octets leave no room for `_mta-sts.` before them.
    @Test func aNameTooLongForItsTXT() async throws {
        let label = String(repeating: "a", count: 61)
        let domain = try #require(
            DomainName([label, label, label, label, "abc"].joined(separator: ".")))
        let resolver = FakeResolver(["\(domain) mx": .noData])
        let facts = try await DomainLookup(resolver: resolver).observe(domain)
        #expect(facts.mtaSTS?.answer == .noName)
        #expect(!resolver.asked.contains { $0.hasPrefix("_") })
    }

    /// One record that cannot be read spoils the answer, whatever else is in it.
    @Test(arguments: [[], [0], [0, 10], [0, 10, 3, 97], [0, 10, 0, 0]] as [[UInt8]])
    func brokenMX(rdata: [UInt8]) async throws {
        let resolver = FakeResolver([
            "example.com mx": .records([0, 1] + Wire.name("mx.example.com"), rdata)
        ])
        let facts = try await DomainLookup(resolver: resolver).observe("example.com")
        #expect(facts.mx.failure == .malformed)
    }

    @Test func cancellationEndsIt() async {
        let resolver = FakeResolver(["example.com mx": .mx(10, "mx.example.net")])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await DomainLookup(resolver: resolver).observe("example.com")
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

@Suite struct TXTRecordTests {
    @Test(
        arguments: [
            ([3, 97, 98, 99], "abc", "one string"),
            ([1, 97, 2, 98, 99], "abc", "two, put together"),
            ([0], "", "an empty one"), ([0, 1, 97, 0], "a", "empty ones between"), ([], "", "none"),
        ] as [([UInt8], String, String)])
    func stringsArePutTogether(rdata: [UInt8], text: String, why: String) {
        #expect(TXTRecord(rdata: rdata)?.bytes == Array(text.utf8), "\(why)")
    }

    @Test(arguments: [[1], [5, 97], [1, 97, 9], [255]] as [[UInt8]])
    func lengthsThatOverrun(rdata: [UInt8]) {
        #expect(TXTRecord(rdata: rdata) == nil)
    }
}
