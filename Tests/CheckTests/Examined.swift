import Addresses
import Census
import Evaluation
import MailStandards
import Observations

@testable import Certificates
@testable import sts_census

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

extension DomainName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = DomainName(text)! }
}

/// 2026-11-23T08:15:00Z, when all domains of the tests were examined.
let now = Timestamp(iso8601: "2026-11-23T08:15:00Z")!

func txt(_ records: [[UInt8]]) -> LookupOutcome<TXTRecord> {
    LookupOutcome(.records(records.map(TXTRecord.init(bytes:))), dnssec: .insecure)
}

func txt(_ record: String) -> LookupOutcome<TXTRecord> { txt([Array(record.utf8)]) }

/// `example.com` with one MX host, which is open by default and completes STARTTLS.
func evidence(
    starttls: STARTTLSOutcome = .ok, certificate: CertificateVerdict = .valid,
    tlsa: LookupOutcome<TLSARecord>? = nil, matches: Bool? = nil, dnssec: DNSSECStatus = .insecure,
    policy: String? = nil
) -> DomainEvidence {
    let address = LookupOutcome(.records([IPAddress("192.0.2.1")!]), dnssec: dnssec)
    let host = MXHostEvidence(
        preference: 10,
        facts: MXHostFacts(
            host: "mx.example.com", ipv4: address, tlsa: tlsa ?? LookupOutcome(.noData)),
        operatorName: "example.com",
        probes: [
            MXProbeObservation(
                address: IPAddress("192.0.2.1")!, serverName: "mx.example.com", startedAt: now,
                reachability: .open, greeting: "220 mx.example.com ESMTP", starttls: starttls,
                tlsVersion: starttls == .ok ? "TLSv1.3" : nil)
        ], certificate: starttls == .ok ? certificate : nil, tlsaMatches: matches)
    var evidence = DomainEvidence(
        facts: DomainFacts(
            domain: "example.com",
            mx: LookupOutcome(
                .records([MXRecord(preference: 10, exchange: "mx.example.com")]), dnssec: dnssec),
            mtaSTS: LookupOutcome(.noName), tlsRPT: LookupOutcome(.noName),
            smtpSTS: LookupOutcome(.noName)), hosts: [host])
    if let policy {
        evidence.facts.mtaSTS = txt("v=STSv1; id=1")
        evidence.policyFetch = PolicyFetchObservation(
            outcome: .ok, startedAt: now, body: Array(policy.utf8))
    }
    return evidence
}

/// Valid from 2026-09-01 to 2026-11-20, unless an end is given.
func facts(_ names: [String], until end: String = "2026-11-20") -> CertificateFacts {
    CertificateFacts(
        sha256: [UInt8](repeating: 1, count: 32), publicKeySHA256: [UInt8](repeating: 2, count: 32),
        subject: "CN=leaf", issuer: "CN=Example CA,O=Example", serial: "01", dnsNames: names,
        dnsNamesOmitted: 0, notBefore: Timestamp(iso8601: "2026-09-01T00:00:00Z"),
        notAfter: Timestamp(iso8601: end + "T00:00:00Z"), key: "ECDSA P-256", keyBits: 256,
        signatureAlgorithm: "ecdsa-with-SHA256")
}

/// The text about a domain as it is when piped.
func text(_ evidence: DomainEvidence, leaf: CertificateFacts? = nil) -> String {
    text(evidence, leaf: leaf, .plain)
}

func text(
    _ evidence: DomainEvidence, leaf: CertificateFacts?, _ style: OutputStyle
) -> String {
    let host: DomainName = "mx.example.com"
    let chains = leaf.map { [host: ExaminedDomain.Chain(certificates: [$0])] } ?? [:]
    return Explanation.text(
        ExaminedDomain(
            evidence: evidence, evaluation: evaluate(evidence), time: now, chains: chains),
        style)
}

extension String {
    /// Its words, one space between: where lines break is no matter here.
    var unwrapped: String { split { $0 == " " || $0 == "\n" }.joined(separator: " ") }
}
