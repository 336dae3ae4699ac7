internal import Addresses
internal import Evaluation
internal import MailStandards
internal import Observations

/// Domains as a list has them in bulk: most share a few MX hosts and publish nothing.
enum EvidenceInputs {
    static let bulk: [DomainEvidence] = (0..<1_000).map(domain)

    /// Those of them that publish something.
    static let adopters = (0..<1_000).filter { $0 % 20 >= 14 }.map(domain)

    /// A domain whose MX records take about so many bytes in an answer, and whose policy matches
    /// none of its hosts.
    static func ofManyHosts(_ size: Int) -> DomainEvidence {
        mtaSTS(0, strangers(size / 32), policy("enforce", ["*.mail.example.com"]))
    }

    /// A domain with 20 MX hosts, and a policy of so many bytes that matches none of them.
    static func ofManyPatterns(_ size: Int) -> DomainEvidence {
        let patterns = (0..<(size / 32)).map { "mx\(10_000 + $0).example.com.test" }
        return mtaSTS(0, strangers(20), policy("enforce", patterns))
    }

    /// MX hosts in a domain of their own.
    private static func strangers(_ count: Int) -> [MXHostEvidence] {
        (0..<count).map { index in
            var host = shared[index % shared.count]
            host.facts.host = DomainName("mx\(index).mail.example.net") ?? .root
            return host
        }
    }

    /// Of 20: eleven with MX hosts alone, three that take no mail or fail, four with MTA-STS, two
    /// with DANE.
    private static func domain(_ index: Int) -> DomainEvidence {
        switch index % 20 {
        case 0..<11: mail(index, hosts(index))
        case 11: withoutHosts(index, mx([(0, ".")]))
        case 12: withoutHosts(index, LookupOutcome(.noName, dnssec: .insecure))
        case 13: withoutHosts(index, LookupOutcome(.failed(.serverFailure, detail: "REFUSED")))
        case 14, 15: mtaSTS(index, hosts(index), policy("enforce", ["*.mail.example.com"]))
        case 16: mtaSTS(index, hosts(index), policy("testing", ["mx1.mail.example.com"]))
        case 17: mail(index, hosts(index).map(withDANE), .secure)
        case 18: mtaSTS(index, hosts(index), "version: STSv1\nmode: enforce\nmx: 192.0.2.1\n")
        default: mail(index, hosts(index).map(withDANE).map(withFaults), .secure)
        }
    }

    /// One to three of 50 MX hosts.
    private static func hosts(_ index: Int) -> [MXHostEvidence] {
        (0...(index % 3)).map { shared[(index + $0 * 17) % shared.count] }
    }

    private static let shared: [MXHostEvidence] = (0..<50).compactMap { index in
        guard let name = DomainName("mx\(index).mail.example.com") else { return nil }
        let ehlo = ReplyInputs.ehlo[index].dropLast(2).filter { $0 != 0x0D }
        let probe = MXProbeObservation(
            address: address("192.0.2.\(index)"), serverName: name,
            startedAt: Timestamp(milliseconds: 0), reachability: .open,
            greeting: "220 \(name) ESMTP Postfix",
            ehloReply: String(decoding: ehlo, as: UTF8.self),
            starttlsReply: "220 2.0.0 Ready to start TLS", starttls: .ok,
            tlsVersion: "TLSv1.3", tlsCipher: "TLS_AES_256_GCM_SHA384", tlsGroup: "X25519",
            chain: (0..<3).map { _ in CertificateDER(bytes: .init(repeating: 0x30, count: 1_200)) })
        let lookup = LookupOutcome<IPAddress>(.records([probe.address]), dnssec: .secure)
        return MXHostEvidence(
            preference: UInt16(index % 3 * 10),
            facts: MXHostFacts(host: name, ipv4: lookup, tlsa: LookupOutcome(.noData)),
            probes: [probe], certificate: index % 5 == 0 ? .selfSigned : .valid)
    }

    private static func mail(
        _ index: Int, _ hosts: [MXHostEvidence], _ dnssec: DNSSECStatus = .insecure
    ) -> DomainEvidence {
        var evidence = withoutHosts(
            index, mx(hosts.map { ($0.preference, $0.facts.host.text) }, dnssec))
        evidence.hosts = hosts
        evidence.provider = DomainName("example.com")
        evidence.facts.smtpSTS = LookupOutcome(.noName, dnssec: dnssec)
        return evidence
    }

    private static func withoutHosts(
        _ index: Int, _ mx: LookupOutcome<MXRecord>
    ) -> DomainEvidence {
        DomainEvidence(
            facts: DomainFacts(
                domain: DomainName("d\(index).example") ?? .root, mx: mx,
                mtaSTS: LookupOutcome(.noName), tlsRPT: LookupOutcome(.noName)))
    }

    private static func mtaSTS(
        _ index: Int, _ hosts: [MXHostEvidence], _ policy: String
    ) -> DomainEvidence {
        var evidence = mail(index, hosts)
        evidence.facts.mtaSTS = txt(RecordInputs.mtaSTS[index % 17])
        evidence.facts.tlsRPT = txt(RecordInputs.tlsRPT[index])
        evidence.policyFetch = PolicyFetchObservation(
            outcome: .ok, startedAt: Timestamp(milliseconds: 0), httpStatus: 200,
            contentType: "text/plain", body: Array(policy.utf8))
        return evidence
    }

    private static func withDANE(_ host: MXHostEvidence) -> MXHostEvidence {
        var host = host
        let digest = [UInt8](repeating: 7, count: 32)
        let records = [3, 2].map {
            TLSARecord(usage: $0, selector: 1, matchingType: 1, data: digest)
        }
        host.facts.tlsa = LookupOutcome(.records(records), dnssec: .secure)
        host.tlsaMatches = true
        return host
    }

    /// An alias with old TLS, records that cannot be used, and a server that refuses us.
    private static func withFaults(_ host: MXHostEvidence) -> MXHostEvidence {
        var host = host
        let unusable = TLSARecord(usage: 1, selector: 1, matchingType: 1, data: [7])
        host.facts.tlsa = LookupOutcome(.records([unusable, unusable]), dnssec: .secure)
        host.facts.ipv4?.canonicalName = DomainName("host.example.net")
        host.probes[0].tlsVersion = "TLSv1"
        var refusing = host.probes[0]
        refusing.reachability = .notSMTP
        refusing.greeting = "554 mx.example.com refused: listed at dnsbl.example"
        host.probes.insert(refusing, at: 0)
        host.certificate = .expired
        return host
    }

    private static func mx(
        _ records: [(UInt16, String)], _ dnssec: DNSSECStatus = .insecure
    ) -> LookupOutcome<MXRecord> {
        let records = records.map {
            MXRecord(preference: $0, exchange: DomainName($1) ?? .root)
        }
        return LookupOutcome(.records(records), dnssec: dnssec)
    }

    private static func txt(_ bytes: [UInt8]) -> LookupOutcome<TXTRecord> {
        LookupOutcome(.records([TXTRecord(bytes: bytes)]), dnssec: .insecure)
    }

    private static func policy(_ mode: String, _ mx: [String]) -> String {
        "version: STSv1\nmode: \(mode)\n" + mx.map { "mx: \($0)\n" }.joined()
            + "max_age: 604800\n"
    }

    private static func address(_ text: String) -> IPAddress {
        guard let address = IPAddress(text) else { preconditionFailure(text) }
        return address
    }
}
