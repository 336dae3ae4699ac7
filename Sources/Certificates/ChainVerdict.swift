package import Observations

/// What PKIX says of a chain for a name, and why.
package struct ChainVerdict: Sendable, Equatable {
    package var word: CertificateVerdict
    /// Every error found, for people, in OpenSSL's words: `certificate 2: certificate has
    /// expired`. Empty if ``word`` is `valid`.
    package var reasons: [String]

    package init(_ word: CertificateVerdict, reasons: [String] = []) {
        self.word = word
        self.reasons = reasons
    }
}
