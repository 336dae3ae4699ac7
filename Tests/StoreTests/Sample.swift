import Addresses
import Evaluation
import MailStandards
import Observations
import Store

/// Observations with something in every field.
enum Sample {
    static let leaf = CertificateDER(bytes: [0x30, 1, 2, 3])
    static let issuer = CertificateDER(bytes: [0x30, 9, 9])
    static let host: DomainName = "mx1.example.net"

    static let facts = DomainFacts(
        domain: "example.com",
        mx: LookupOutcome(
            .records([
                MXRecord(preference: 10, exchange: host),
                MXRecord(preference: 65_535, exchange: "mx2.example.net"),
            ]), dnssec: .secure, ttlSeconds: 3_600),
        ipv4: LookupOutcome(.noData, dnssec: .secure),
        ipv6: LookupOutcome(.noName, dnssec: .insecure),
        mtaSTS: LookupOutcome(
            .records([TXTRecord(bytes: Array("v=STSv1; id=1;".utf8))]), dnssec: .insecure,
            canonicalName: "_mta-sts.hoster.example", ttlSeconds: 60),
        tlsRPT: LookupOutcome(
            .records([
                TXTRecord(bytes: [0xFF, 0, 0x0A]), TXTRecord(bytes: Array("v=TLSRPTv1".utf8)),
            ]), dnssec: .insecure, ttlSeconds: 60),
        smtpSTS: LookupOutcome(.failed(.timeout, detail: "no answer within 60 s")))

    static let hostFacts = MXHostFacts(
        host: host,
        ipv4: LookupOutcome(
            .records([IPAddress("192.0.2.1")!, IPAddress("192.0.2.2")!]), dnssec: .secure,
            canonicalName: "mail.example.net", ttlSeconds: 300),
        ipv6: LookupOutcome(
            .records([IPAddress("2001:db8::1")!]), dnssec: .secure,
            canonicalName: "mail.example.net", ttlSeconds: 300),
        tlsa: LookupOutcome(
            .records([
                TLSARecord(usage: 3, selector: 1, matchingType: 1, data: Array(0...31)),
                TLSARecord(usage: 255, selector: 0, matchingType: 2, data: []),
            ]), dnssec: .secure, ttlSeconds: 300),
        tlsaBase: "mail.example.net", aliasSecure: true)

    static let busy = MXProbeObservation(
        address: IPAddress("2001:db8::1")!, serverName: "mail.example.net",
        startedAt: Timestamp(milliseconds: 1_795_435_200_007), durationMilliseconds: 3,
        reachability: .busy, greeting: "421 later", detail: "421 later")

    static let open = MXProbeObservation(
        address: IPAddress("192.0.2.1")!, serverName: "mail.example.net",
        startedAt: Timestamp(milliseconds: 1_795_435_200_250), durationMilliseconds: 120,
        reachability: .open, greeting: "220-mx1\n220 ESMTP", ehloReply: "250-mx1\n250 STARTTLS",
        usedHELO: true, starttlsReply: "220 go ahead", starttls: .ok, tlsVersion: "TLSv1.3",
        tlsCipher: "TLS_AES_256_GCM_SHA384", tlsGroup: "x25519", chain: [leaf, issuer],
        plaintextAfterSTARTTLS: true, anonymousOnly: true,
        survey: [
            TLSTrial(.tls10, .accepted, cipher: "ECDHE-RSA-AES256-SHA"),
            TLSTrial(.tls11, .refused, detail: "TLS handshake: \"no\"\n"),
            TLSTrial(.tls12, .unknown, detail: "greeting: 421 later"),
            TLSTrial(.tls13, .accepted, cipher: "TLS_AES_256_GCM_SHA384"),
        ], detail: "all \"fine\"\n")

    static let policyFetch = PolicyFetchObservation(
        outcome: .redirect, detail: "to https://example.org/",
        startedAt: Timestamp(milliseconds: 1_795_435_200_001), durationMilliseconds: 12,
        address: IPAddress("192.0.2.9")!, canonicalName: "sts.hoster.example", httpStatus: 301,
        contentType: "text/html", location: "https://example.org/", body: [0, 0xFF],
        chain: [leaf])

    static let evaluation = DomainEvaluation(
        result: DomainResult(
            mailRoute: .mx, mxDNSSEC: .secure, mxHosts: 2, provider: "example.net",
            stsRecord: .valid, stsID: "1", policyFetch: .ok, policySyntax: .valid,
            policyMode: .enforce, policyMaxAgeSeconds: 604_800, draftRecord: .valid,
            draftMode: .report, tlsRPTRecord: .multiple, starttls: .all, dane: .partial,
            verdict: .degraded, resultType: .tlsaInvalid),
        hosts: [
            MXResult(
                host: host, preference: 10, reachability: .open, starttls: .ok,
                tlsVersion: "TLSv1.3", tlsCipher: "TLS_AES_256_GCM_SHA384", certificate: .valid,
                policyMatch: true, tlsa: .match),
            MXResult(
                host: "mx2.example.net", preference: 65_535, reachability: .notProbed,
                tlsa: .unknown, resultType: .tlsaInvalid),
        ],
        findings: [
            Finding(FindingCode.allCases[0], detail: "evidence"),
            Finding(FindingCode.allCases[1], mxHost: host),
        ])

    static let host1 = MXHostRecord(facts: hostFacts, probes: [1, 2])

    static func observations(domainID: Int64) -> [Observation] {
        [
            .probe(ProbeRecord(number: 1, operatorName: "example.net", observation: busy)),
            .probe(ProbeRecord(number: 2, operatorName: "example.net", observation: open)),
            .mxHost(host1),
            .domain(
                DomainRecord(
                    domainID: domainID, facts: facts, policyFetch: policyFetch,
                    evaluation: evaluation)),
        ]
    }
}
