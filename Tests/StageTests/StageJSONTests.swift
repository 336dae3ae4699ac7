import Addresses
import Census
import Foundation
import MailStandards
import Observations
import Testing

@testable import sts_census

/// What is observed comes back from its JSON, all of it.
@Suite struct StageJSONTests {
    static let host = DomainName("mx.example.com")!
    static let address = IPAddress("2001:db8::25")!
    static let time = Timestamp(milliseconds: 1_795_421_700_250)
    static let chain = [CertificateDER(bytes: [0x30, 0, 0xFF]), CertificateDER(bytes: [0x30])]

    private func reread<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(StageJSON.text(value).utf8))
    }

    static let lookups: [LookupOutcome<TXTRecord>] = [
        LookupOutcome(.noData), LookupOutcome(.noName, dnssec: .secure, canonicalName: host),
        LookupOutcome(
            .records([
                TXTRecord(bytes: Array(#"v=STSv1; \"#.utf8)), TXTRecord(bytes: [0, 0xFF, 0x0A]),
            ]),
            dnssec: .insecure, canonicalName: host, ttlSeconds: .max),
        LookupOutcome(.records([TXTRecord(bytes: [])])),
        LookupOutcome(.failed(.serverFailure, detail: "rcode 2")),
        LookupOutcome(.failed(.timeout, detail: "")),
        LookupOutcome(.failed(.bogus, detail: "no keys\u{202E}"), dnssec: .bogus),
        LookupOutcome(.failed(.malformed, detail: "x")),
    ]

    @Test(arguments: lookups) func lookup(outcome: LookupOutcome<TXTRecord>) throws {
        #expect(try reread(outcome.json).outcome == outcome)
    }

    @Test func domain() throws {
        let domain = DomainName("example.com")!
        let facts = DomainFacts(
            domain: domain,
            mx: LookupOutcome(
                .records([
                    MXRecord(preference: 20, exchange: Self.host),
                    MXRecord(preference: 0, exchange: .root),
                ])),
            ipv4: LookupOutcome(.records([IPAddress("192.0.2.1")!])),
            ipv6: LookupOutcome(.records([Self.address])), mtaSTS: Self.lookups[2],
            tlsRPT: Self.lookups[4], smtpSTS: Self.lookups[0],
            legacy: [.mtaSTSUnderscores: Self.lookups[1], .smtpTCP: Self.lookups[2]])
        #expect(try reread(ResolvedDomain(facts)).facts == facts)
        let bare = DomainFacts(domain: domain, mx: LookupOutcome(.noName))
        #expect(try reread(ResolvedDomain(bare)).facts == bare)
    }

    @Test func policy() throws {
        let full = PolicyFetchObservation(
            outcome: .redirect, stage: .http, detail: "moved", startedAt: Self.time,
            durationMilliseconds: 48, address: Self.address, canonicalName: Self.host,
            httpStatus: 301, contentType: "text/plain", location: "https://example.net/\\\u{7}",
            body: [0x0D, 0x0A, 0x5C, 0x80], chain: Self.chain)
        let bare = PolicyFetchObservation(outcome: .excluded, startedAt: Self.time)
        for fetch in [full, bare] {
            let json = try reread(FetchedPolicy(Self.host, .smtpSTS, fetch))
            #expect(json.observation == fetch)
            #expect(json.domain.value == Self.host && json.policy == .smtpSTS)
        }
    }

    @Test func mxHost() throws {
        let probe = MXProbeObservation(
            address: Self.address, serverName: Self.host, startedAt: Self.time,
            durationMilliseconds: 31, reachability: .notSMTP, greeting: "220-a\n220 b",
            ehloReply: "250 \\\\", usedHELO: true, starttlsReply: "220 go", starttls: .failed,
            tlsVersion: "TLSv1.3", tlsCipher: "TLS_AES_256_GCM_SHA384", tlsGroup: "X25519",
            chain: Self.chain, plaintextAfterSTARTTLS: true, anonymousOnly: true,
            survey: [
                TLSTrial(.tls10, .refused, detail: "alert"),
                TLSTrial(.tls13, .accepted, cipher: "TLS_AES_256_GCM_SHA384"),
            ], detail: "broken")
        let bare = MXProbeObservation(
            address: Self.address, serverName: Self.host, startedAt: Self.time,
            reachability: .refused)
        let facts = MXHostFacts(
            host: Self.host, ipv4: LookupOutcome(.noData),
            ipv6: LookupOutcome(.records([Self.address]), dnssec: .secure),
            tlsa: LookupOutcome(
                .records([TLSARecord(usage: 3, selector: 1, matchingType: 1, data: [0xAB, 0])]),
                dnssec: .secure), tlsaBase: DomainName("base.example.com"), aliasSecure: true)
        let entries = [
            MXHostEntry(facts: facts, probes: [bare, probe]),
            MXHostEntry(facts: MXHostFacts(host: Self.host), notProbed: .excluded),
        ]
        for entry in entries {
            let again = try reread(ProbedHost(entry)).entry
            #expect(again.facts == entry.facts)
            #expect(again.probes == entry.probes)
            #expect(again.notProbed == entry.notProbed)
        }
    }
}
