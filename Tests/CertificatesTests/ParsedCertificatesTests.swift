import Observations
import Testing

@testable import Certificates

@Suite struct ParsedCertificatesTests {
    @Test func aCertificateIsParsedOnce() throws {
        let der = try Chains.shared.get().leaf.der
        let parsed = ParsedCertificates()
        let first = try #require(parsed.certificate(der))
        #expect(parsed.certificate(der) === first)
        #expect(parsed.facts(of: der) == CertificateFacts(der))
    }

    @Test func whatIsNoneStaysNone() throws {
        let broken = CertificateDER(bytes: try Chains.shared.get().leaf.der.bytes + [0])
        let parsed = ParsedCertificates()
        for _ in 0..<2 {
            #expect(parsed.certificate(broken) == nil)
            #expect(parsed.facts(of: broken) == nil)
        }
    }

    /// Whatever its bytes were taken for before.
    @Test func whatAHandshakeHasParsedIsOneAllTheSame() throws {
        let leaf = try Chains.shared.get().leaf.der
        let shown = try #require(Certificate(leaf))
        let broken = CertificateDER(bytes: leaf.bytes + [0])
        let parsed = ParsedCertificates()
        #expect(parsed.certificate(broken) == nil)
        withExtendedLifetime(shown) { parsed.remember(shown.pointer, as: broken) }
        #expect(parsed.certificate(broken)?.der == leaf)
    }
}
