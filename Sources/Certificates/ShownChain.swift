internal import COpenSSL
package import Observations

/// The certificates a server showed, leaf first, as many of them as are kept.
package struct ShownChain: Sendable {
    static let countLimit = 20
    static let byteLimit = 262_144

    package private(set) var certificates: [CertificateDER] = []
    /// How many were shown.
    package let count: Int

    /// Takes a `STACK_OF(X509)`, which is null where no certificate was shown, and remembers
    /// what of it is parsed already.
    package init(_ stack: OpaquePointer?, into parsed: ParsedCertificates) {
        count = Int(census_certificates_count(stack))
        var byteCount = 0
        for index in 0..<min(count, Self.countLimit) {
            guard let certificate = census_certificates_at(stack, Int32(index)),
                let der = Certificate.der(certificate)
            else { break }
            byteCount += der.bytes.count
            guard byteCount <= Self.byteLimit else { break }
            parsed.remember(certificate, as: der)
            certificates.append(der)
        }
    }

    /// Says how many certificates are kept, where that is not all.
    package var note: String? {
        certificates.count == count
            ? nil : "only the first \(certificates.count) of \(count) certificates are kept"
    }
}
