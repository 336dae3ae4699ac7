@testable internal import Certificates
internal import MailStandards
internal import Observations

/// What stands in a certificate.
enum CertificateCheck {
    static func run(_ bytes: [UInt8]) {
        let der = CertificateDER(bytes: bytes)
        guard let facts = CertificateFacts(der) else { return }
        require(facts.sha256.count == 32 && facts.publicKeySHA256.count == 32, "SHA-256")
        let texts = [facts.subject, facts.issuer, facts.key, facts.signatureAlgorithm]
        for text in texts + facts.dnsNames {
            require(text.utf8.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) }, "visible")
            require(text.utf8.count <= 4 * CertificateFacts.textLimit, "cut at a limit")
        }
        require(facts.serial.isVisible && facts.serial.utf8.count <= 65, "32 bytes of a serial")
        require(facts.dnsNames.count <= CertificateFacts.nameLimit, "names have a limit")
        for date in [facts.notBefore, facts.notAfter] {
            require((date?.iso8601.utf8.count ?? 20) == 20, "a date has four digits of a year")
            require(date.flatMap { Timestamp(iso8601: $0.iso8601) } == date, "it reads as printed")
        }
        require(CertificateFacts(der) == facts, "twice the same")
    }
}

/// Certificates one behind another as a chain, leaf first; the last is trusted.
enum ChainCheck {
    private static let host = require(DomainName("mx.example.com"), "a name")
    /// One for all who look at a chain, as in a scan: parsing is most of what a chain costs.
    private static let parsed = ParsedCertificates(capacity: 16)
    private static let dane = DANEVerifier(certificates: parsed, capacity: 4)
    private static let time = Timestamp(milliseconds: 1_800_000_000_000)

    static func run(_ bytes: [UInt8]) {
        let chain = certificates(bytes)
        let trust = TrustStore(chain.suffix(1).compactMap { parsed.certificate($0) })
        let verifier = ChainVerifier(trust: trust, certificates: parsed, capacity: 4)
        let verdict = verifier.verdict(chain: chain, host: host, at: time)
        require((verdict.word == .valid) == verdict.reasons.isEmpty, "a bad verdict has a reason")
        require(
            verdict.reasons.allSatisfy { $0.isVisible && $0.utf8.count < 8_192 }, "told safely")
        require(
            verifier.verdict(chain: chain, host: host, at: time) == verdict, "twice the same")
        let weaknesses = verifier.weaknesses(of: chain, at: time)
        require(weaknesses.count <= 2 * chain.count, "a key and a digest each")
        judgeByDANE(chain)
    }

    private static func judgeByDANE(_ chain: [CertificateDER]) {
        let leaf = chain.first.flatMap { parsed.certificate($0) }
        let names = [host]
        var records = [TLSARecord(usage: 3, selector: 0, matchingType: 1, data: [])]
        records[0].data = chain.first?.sha256 ?? [UInt8](repeating: 0, count: 32)
        let exact = dane.verdict(chain: chain, records: records, names: names, at: time)
        if let leaf {
            // With a key that it cannot read OpenSSL would have made no handshake.
            let isDER = leaf.der == chain.first && CertificateKey(leaf.pointer).bits > 0
            require(exact.matches || !isDER, "DANE-EE is the leaf: \(exact.reason ?? "")")
        } else {
            require(!exact.matches, "no leaf, no match")
        }
        records[0].data = [UInt8](repeating: 1, count: 32)
        require(
            !dane.matches(chain: chain, records: records, names: names, at: time),
            "another digest does not match")
        if let last = chain.last {
            let anchor = TLSARecord(usage: 2, selector: 0, matchingType: 0, data: last.bytes)
            let verdict = dane.verdict(chain: chain, records: [anchor], names: names, at: time)
            require(verdict.matches == (verdict.reason == nil), "no match has a reason")
            require(verdict.reason?.isVisible != false, "told safely")
        }
    }

    /// Cut by the lengths that DER has (X.690 §8.1.3); what is left is one more.
    private static func certificates(_ bytes: [UInt8]) -> [CertificateDER] {
        var chain: [CertificateDER] = []
        var rest = bytes[...]
        while !rest.isEmpty, chain.count < 6 {
            let size = min(size(rest), rest.count)
            chain.append(CertificateDER(bytes: Array(rest.prefix(size))))
            rest = rest.dropFirst(size)
        }
        return chain
    }

    private static func size(_ rest: ArraySlice<UInt8>) -> Int {
        let head = Array(rest.prefix(4))
        guard head.count == 4 else { return rest.count }
        switch head[1] {
        case 0x82: return 4 + Int(head[2]) << 8 + Int(head[3])
        case 0x81: return 3 + Int(head[2])
        case 0..<0x80: return 2 + Int(head[1])
        default: return rest.count
        }
    }
}
