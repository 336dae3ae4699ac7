import Certificates
import Observations
import Testing

/// What is weak is told, whatever the path is worth.
@Suite struct CertificateStrengthTests {
    static let rows: [(chain: String, weaknesses: [CertificateWeakness], why: String)] = [
        ("whole", [], "P-256 and SHA-256"), ("Ed25519", [], "a key without a digest of its own"),
        ("RSA 1024", [.key("certificate 1: RSA 1024")], "80 bits of strength"),
        ("MD5", [.digest("certificate 1: md5WithRSAEncryption")], "signed by an RSA key"),
        ("SHA-1", [.digest("certificate 1: ecdsa-with-SHA1")], "signed by an EC key"),
        ("self-signed", [], "a signature by itself"), ("empty", [], "nothing"),
        ("broken leaf", [], "nothing that can be read"),
    ]

    @Test(arguments: rows)
    func weaknesses(chain: String, weaknesses: [CertificateWeakness], why: String) throws {
        let verifier = ChainVerifier(trust: try Chains.shared.get().trust)
        let chain = try Chains.chain(chain)
        #expect(verifier.weaknesses(of: chain, at: .days(1)) == weaknesses, "\(why)")
        #expect(
            verifier.weaknesses(of: chain, at: .days(1)) == weaknesses, "kept, it says the same")
    }

    @Test func aTrustStoreCanBeMadeAgain() throws {
        let chains = try Chains.shared.get()
        let again = TrustStore(certificates: chains.trust.certificates)
        #expect(again.certificates == chains.trust.certificates && !again.certificates.isEmpty)
        let verdict = ChainVerifier(trust: again).verdict(
            chain: try Chains.chain("whole"), host: Chains.host, at: .days(1))
        #expect(verdict.word == .valid)
    }
}
