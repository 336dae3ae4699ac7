import Addresses
import MailStandards
import Observations

@testable import Evaluation

/// A row of a table: what is given, what it must lead to, and why.
struct Case<Given: Sendable, Expected: Sendable>: CustomStringConvertible, Sendable {
    let why: String
    let given: Given
    let expected: Expected

    init(_ why: String, _ given: Given, _ expected: Expected) {
        self.why = why
        self.given = given
        self.expected = expected
    }

    var description: String { why }
}

let recordText = "v=STSv1; id=20260101;"

func policyText(_ mode: String, mx: [String] = ["*.example.com"]) -> String {
    "version: STSv1\nmode: \(mode)\nmax_age: 604800\n" + mx.map { "mx: \($0)\n" }.joined()
}

extension DomainName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = DomainName(text)! }
}

func txt(_ records: [String], _ dnssec: DNSSECStatus = .insecure) -> LookupOutcome<TXTRecord> {
    LookupOutcome(.records(records.map { TXTRecord(bytes: Array($0.utf8)) }), dnssec: dnssec)
}

func mx(_ records: [(UInt16, String)], _ dnssec: DNSSECStatus = .insecure) -> LookupOutcome<
    MXRecord
> {
    LookupOutcome(
        .records(records.map { MXRecord(preference: $0, exchange: DomainName($1)!) }),
        dnssec: dnssec)
}

func addresses(_ texts: [String], _ dnssec: DNSSECStatus = .insecure) -> LookupOutcome<IPAddress> {
    texts.isEmpty
        ? LookupOutcome(.noData, dnssec: dnssec)
        : LookupOutcome(.records(texts.map { IPAddress($0)! }), dnssec: dnssec)
}

func failed<Record>(_ failure: LookupFailure = .serverFailure) -> LookupOutcome<Record> {
    LookupOutcome(
        .failed(failure, detail: "of the test"), dnssec: failure == .bogus ? .bogus : nil)
}

/// Usage 3 is usable for SMTP, usage 1 is not (RFC 7672 §3.1.3).
func tlsa(_ dnssec: DNSSECStatus, usages: [UInt8] = [3]) -> LookupOutcome<TLSARecord> {
    LookupOutcome(
        .records(
            usages.map {
                TLSARecord(
                    usage: $0, selector: 1, matchingType: 1,
                    data: [UInt8](repeating: 7, count: 32))
            }), dnssec: dnssec)
}

func probe(
    _ reachability: Reachability = .open, starttls: STARTTLSOutcome? = .ok,
    greeting: String? = nil, tlsVersion: String? = "TLSv1.3"
) -> MXProbeObservation {
    let isOpen = reachability == .open
    let hasTLS = isOpen && starttls == .ok
    return MXProbeObservation(
        address: IPAddress("192.0.2.1")!, serverName: "mx1.example.com",
        startedAt: Timestamp(milliseconds: 0), reachability: reachability, greeting: greeting,
        starttls: isOpen ? starttls : nil, tlsVersion: hasTLS ? tlsVersion : nil,
        tlsCipher: hasTLS ? "TLS_AES_256_GCM_SHA384" : nil,
        chain: hasTLS ? [CertificateDER(bytes: [0x30])] : [])
}

/// What stands at the TLSA name of a host of the tests, and whether the certificate fits it.
enum TLSAGiven: Sendable {
    case none, insecure, bogus, failed, unusable, match, mismatch, notSeen

    var outcome: LookupOutcome<TLSARecord> {
        switch self {
        case .none: LookupOutcome(.noData, dnssec: .secure)
        case .insecure: tlsa(.insecure)
        case .bogus: EvaluationTests.failed(.bogus)
        case .failed: EvaluationTests.failed(.serverFailure)
        case .unusable: tlsa(.secure, usages: [0, 1])
        case .match, .mismatch, .notSeen: tlsa(.secure)
        }
    }

    var matches: Bool? {
        switch self {
        case .match: true
        case .mismatch: false
        default: nil
        }
    }
}

/// An MX host with one address, whose DNSSEC status is that of all the DNS by default.
func host(
    _ name: DomainName = "mx1.example.com", preference: UInt16 = 10,
    is reachability: Reachability = .open, starttls: STARTTLSOutcome = .ok,
    certificate: CertificateVerdict? = .valid, tlsa: TLSAGiven = .none,
    addressDNSSEC: DNSSECStatus = .secure, aliasSecure: Bool = false
) -> MXHostEvidence {
    let hasTLS = reachability == .open && starttls == .ok
    return MXHostEvidence(
        preference: preference,
        facts: MXHostFacts(
            host: name, ipv4: addresses(["192.0.2.1"], addressDNSSEC), tlsa: tlsa.outcome,
            aliasSecure: aliasSecure),
        operatorName: DomainName(name.labels.suffix(2).joined(separator: ".")),
        probes: [probe(reachability, starttls: starttls)],
        certificate: hasTLS ? certificate : nil, tlsaMatches: hasTLS ? tlsa.matches : nil)
}

/// A domain with the MX hosts given; with a policy text it has a valid record too.
func domain(
    _ hosts: [MXHostEvidence] = [host()], mxDNSSEC: DNSSECStatus = .insecure,
    policy: String? = nil, fetch: PolicyFetchOutcome = .ok
) -> DomainEvidence {
    var evidence = DomainEvidence(
        facts: DomainFacts(
            domain: "example.com",
            mx: mx(hosts.map { ($0.preference, $0.facts.host.text) }, mxDNSSEC),
            mtaSTS: LookupOutcome(.noName), tlsRPT: LookupOutcome(.noName),
            smtpSTS: LookupOutcome(.noName)), registrable: "example.com", provider: "example.com",
        hosts: hosts)
    if policy != nil || fetch != .ok {
        evidence.policyProvider = "example.com"
        evidence.facts.mtaSTS = txt([recordText])
        evidence.policyFetch = fetched(policy, fetch)
    }
    return evidence
}

func fetched(_ body: String?, _ outcome: PolicyFetchOutcome = .ok) -> PolicyFetchObservation {
    PolicyFetchObservation(
        outcome: outcome, startedAt: Timestamp(milliseconds: 0), body: body.map { Array($0.utf8) })
}
