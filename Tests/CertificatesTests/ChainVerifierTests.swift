import Certificates
import MailStandards
import Observations
import Testing

@Suite struct ChainVerifierTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let chain: String
        var host = "mx.example.com"
        var days = 1
        let word: CertificateVerdict
        /// What one of the reasons tells, at least.
        var reason = ""
        var testDescription: String { "\(chain), \(host), day \(days): \(word.rawValue)" }
    }

    static let paths = [
        Row(chain: "whole", word: .valid),
        Row(chain: "without root", word: .valid),
        Row(chain: "wrong order", word: .valid),
        Row(chain: "twice", word: .valid),
        Row(chain: "broken second", word: .valid),
        Row(chain: "for servers", word: .valid),
        Row(chain: "missing intermediate", word: .untrusted, reason: "local issuer"),
        Row(chain: "root only", word: .untrusted, reason: "local issuer"),
        Row(chain: "foreign", word: .untrusted, reason: "local issuer"),
        Row(chain: "foreign with root", word: .untrusted, reason: "self-signed"),
        Row(chain: "forged", word: .untrusted, reason: "certificate 1: certificate signature"),
        Row(chain: "no CA", word: .untrusted, reason: "certificate 2: invalid CA"),
        Row(chain: "path too long", word: .untrusted, reason: "path length"),
        Row(chain: "self-signed", word: .selfSigned, reason: "certificate 1: self-signed"),
        Row(chain: "self-signed CA", word: .selfSigned, reason: "certificate 1: self-signed"),
        Row(chain: "for clients", word: .other, reason: "certificate purpose"),
        Row(chain: "unknown critical", word: .other, reason: "critical extension"),
        Row(chain: "name constraints", word: .other, reason: "permitted subtree"),
        Row(chain: "empty", word: .other, reason: "no certificate"),
        Row(chain: "broken leaf", word: .other, reason: "certificate 1: not in DER"),
        Row(chain: "bytes behind", word: .other, reason: "certificate 1: not in DER"),
        Row(chain: "RSA 1024", word: .valid),
        Row(chain: "MD5", word: .valid),
        Row(chain: "SHA-1", word: .valid),
        Row(chain: "Ed25519", word: .valid),
    ]

    static let dates = [
        Row(chain: "whole", days: 40, word: .expired, reason: "certificate 1: certificate has"),
        Row(chain: "whole", days: -1, word: .notYetValid, reason: "not yet valid"),
        Row(chain: "short intermediate", word: .valid),
        Row(
            chain: "short intermediate", days: 10, word: .expired,
            reason: "certificate 2: certificate has expired"),
        Row(chain: "whole", days: 4_000, word: .expired, reason: "certificate 3"),
        Row(chain: "self-signed", days: 40, word: .selfSigned, reason: "has expired"),
        Row(chain: "missing intermediate", days: 40, word: .untrusted, reason: "has expired"),
        Row(chain: "for clients", days: 40, word: .expired, reason: "certificate purpose"),
        Row(chain: "whole", host: "a.example", days: 40, word: .expired, reason: "not for a."),
        Row(chain: "whole", host: "a.example", days: -1, word: .notYetValid, reason: "not for"),
    ]

    static let names = [
        Row(chain: "whole", host: "MX.Example.COM", word: .valid),
        Row(chain: "whole", host: "example.com", word: .hostMismatch, reason: "not for example"),
        Row(chain: "whole", host: "a.mx.example.com", word: .hostMismatch),
        Row(chain: "whole", host: "mx1.wild.example.com", word: .valid),
        Row(chain: "whole", host: "wild.example.com", word: .hostMismatch),
        Row(chain: "whole", host: "a.mx1.wild.example.com", word: .hostMismatch),
        Row(chain: "whole", host: "mx.part.example.com", word: .hostMismatch),
        Row(chain: "whole", host: ".", word: .hostMismatch),
        Row(chain: "whole", host: #"mx.example.com\000"#, word: .hostMismatch),
        Row(chain: "name in CN only", word: .hostMismatch),
        Row(chain: "NUL in name", word: .hostMismatch),
        Row(chain: "many names", host: "mx999.example.com", word: .valid),
        Row(chain: "self-signed, other name", word: .selfSigned, reason: "not for mx.example"),
        Row(chain: "for clients, other name", word: .hostMismatch, reason: "purpose"),
        Row(chain: "missing intermediate", host: "a.example", word: .untrusted),
    ]

    @Test(arguments: paths + dates + names)
    func word(row: Row) throws {
        let verifier = ChainVerifier(trust: try Chains.shared.get().trust)
        let chain = try Chains.chain(row.chain)
        let host = try #require(DomainName(row.host))
        let verdict = verifier.verdict(chain: chain, host: host, at: .days(row.days))
        #expect(verdict.word == row.word, "\(verdict.reasons)")
        #expect(verdict.reasons.isEmpty == (row.word == .valid))
        #expect(
            row.reason.isEmpty || verdict.reasons.contains { $0.contains(row.reason) },
            "\(verdict.reasons)")
        let again = verifier.verdict(chain: chain, host: host, at: .days(row.days))
        #expect(again == verdict, "kept, it says the same")
    }

    @Test func aTrustedSelfSignedLeafIsValid() throws {
        let workshop = try Workshop()
        let leaf = try workshop.leaf("trusted itself")
        let verifier = ChainVerifier(trust: try TrustStore(file: leaf.file))
        let verdict = verifier.verdict(chain: [leaf.der], host: Chains.host, at: .days(1))
        #expect(verdict.word == .valid, "\(verdict.reasons)")
    }

    /// A kept path holds until a date is passed, in either direction.
    @Test func timeGoesOn() throws {
        let verifier = ChainVerifier(trust: try Chains.shared.get().trust)
        let chain = try Chains.chain("short intermediate")
        let words = [1, 4, 6, 29, 31, 4, -1, 2].map {
            verifier.verdict(chain: chain, host: Chains.host, at: .days($0)).word
        }
        #expect(
            words == [.valid, .valid, .expired, .expired, .expired, .valid, .notYetValid, .valid])
    }

    /// The very second counts: notBefore is in, notAfter is out (as OpenSSL compares).
    @Test func theEdgesOfTime() throws {
        let chains = try Chains.shared.get()
        let facts = try #require(CertificateFacts(chains.leaf.der))
        let chain = try Chains.chain("whole")
        let verifier = ChainVerifier(trust: chains.trust)
        func word(_ moment: Timestamp?, _ milliseconds: Int64) throws -> CertificateVerdict {
            let moment = try #require(moment).milliseconds + milliseconds
            return verifier.verdict(
                chain: chain, host: Chains.host, at: Timestamp(milliseconds: moment)
            ).word
        }
        #expect(try word(facts.notBefore, -1) == .notYetValid)
        #expect(try word(facts.notBefore, 0) == .valid)
        #expect(try word(facts.notAfter, -1) == .valid)
        #expect(try word(facts.notAfter, 0) == .expired)
    }

    @Test func manyAtATime() async throws {
        let verifier = ChainVerifier(trust: try Chains.shared.get().trust, capacity: 4)
        let chains = try ["whole", "foreign", "self-signed", "MD5"].map { try Chains.chain($0) }
        let right: [CertificateVerdict] = [.valid, .untrusted, .selfSigned, .valid]
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<400 {
                group.addTask {
                    let chain = chains[index % 4]
                    let verdict = verifier.verdict(chain: chain, host: Chains.host, at: .days(1))
                    return verdict.word == right[index % 4]
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
