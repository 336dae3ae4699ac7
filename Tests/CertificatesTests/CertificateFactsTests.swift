import Certificates
import Foundation
import Observations
import Testing

@Suite struct CertificateFactsTests {
    @Test func aLeaf() throws {
        let chains = try Chains.shared.get()
        let facts = try #require(CertificateFacts(chains.leaf.der))
        #expect(facts.subject == "CN=leaf")
        #expect(facts.issuer == "CN=intermediate")
        #expect(
            facts.dnsNames == ["mx.example.com", "*.wild.example.com", "m*.part.example.com"])
        #expect(facts.dnsNamesOmitted == 0)
        #expect(facts.key == "ECDSA P-256")
        #expect(facts.keyBits == 256)
        #expect(facts.signatureAlgorithm == "ecdsa-with-SHA256")
        let (from, to) = (try #require(facts.notBefore), try #require(facts.notAfter))
        #expect(from <= .now() && from > .days(-1))
        #expect(to.milliseconds - from.milliseconds == 30 * 86_400_000)
    }

    @Test func digestsAndSerialAreThoseOfTheCommand() throws {
        let chains = try Chains.shared.get()
        let facts = try #require(CertificateFacts(chains.leaf.der))
        let workshop = chains.workshop
        #expect(facts.sha256 == (try workshop.digest(chains.leaf.der.bytes, "-sha256")))
        let key = try workshop.publicKey(of: chains.leaf)
        #expect(facts.publicKeySHA256 == (try workshop.digest(key, "-sha256")))
        let serial = try workshop.openssl(["x509", "-in", chains.leaf.file, "-noout", "-serial"])
        #expect(serial == "serial=\(facts.serial)\n")
    }

    @Test(arguments: [
        ("RSA 1024", "RSA 1024", 1_024, "ecdsa-with-SHA256"),
        ("MD5", "ECDSA P-256", 256, "md5WithRSAEncryption"),
        ("SHA-1", "ECDSA P-256", 256, "ecdsa-with-SHA1"),
        ("Ed25519", "Ed25519", 256, "ecdsa-with-SHA256"),
    ])
    func keysAndSignatures(
        chain: String, key: String, bits: Int, algorithm: String
    ) throws {
        let facts = try #require(CertificateFacts(try Chains.chain(chain)[0]))
        #expect(facts.key == key)
        #expect(facts.keyBits == bits)
        #expect(facts.signatureAlgorithm == algorithm)
    }

    @Test func hostileTextIsShownSafely() throws {
        let workshop = try Workshop()
        let subject = "/O=Ä\u{1B}[2J\u{202E}, \"x\"/CN=" + String(repeating: "a", count: 60)
        let issued = try workshop.make("hostile", subject: subject)
        let facts = try #require(CertificateFacts(issued.der))
        #expect(facts.subject.hasSuffix(#"O=\C3\84\1B[2J\E2\80\AE\, \"x\""#))
        let names = try #require(CertificateFacts(try Chains.chain("NUL in name")[0])).dnsNames
        #expect(names == [#"mx.example.com\x00.evil.example"#])
    }

    @Test func namesAreBounded() throws {
        let facts = try #require(CertificateFacts(try Chains.chain("many names")[0]))
        #expect(facts.dnsNames.count == CertificateFacts.nameLimit)
        #expect(facts.dnsNamesOmitted == 1_000 - CertificateFacts.nameLimit)
    }

    /// None may crash; what is cut off is no certificate.
    @Test func brokenDER() throws {
        let der = try Chains.shared.get().leaf.der.bytes
        for count in 0..<der.count {
            #expect(CertificateFacts(CertificateDER(bytes: Array(der[..<count]))) == nil)
        }
        let verifier = ChainVerifier(trust: try Chains.shared.get().trust)
        for index in der.indices {
            var bytes = der
            bytes[index] ^= 0xFF
            let broken = CertificateDER(bytes: bytes)
            _ = CertificateFacts(broken)
            let verdict = verifier.verdict(chain: [broken], host: Chains.host, at: .days(1))
            #expect(verdict.word != .valid)
        }
    }
}
