internal import COpenSSL
internal import Observations

/// A chain as shown, parsed: the leaf, and the bag of what else came.
struct CertificateChain {
    let leaf: Certificate
    let others: [Certificate]
    /// Certificates beside the leaf that could not be parsed, and so are passed over.
    let brokenCount: Int

    /// Nil for an empty chain, or one whose leaf cannot be parsed.
    init?(_ chain: [CertificateDER], by parsed: ParsedCertificates) {
        guard let first = chain.first, let leaf = parsed.certificate(first) else { return nil }
        self.leaf = leaf
        others = chain.dropFirst().compactMap { parsed.certificate($0) }
        brokenCount = chain.count - 1 - others.count
    }

    /// Lends a `STACK_OF(X509)` of all but the leaf.
    func withOthers<R>(_ body: (OpaquePointer?) -> R) -> R {
        let stack = census_certificates_new()
        defer { census_certificates_free(stack) }
        for certificate in others { census_certificates_push(stack, certificate.pointer) }
        return withExtendedLifetime(others) { body(stack) }
    }

    /// The moments at which what is said of the dates can change.
    var dateBoundaries: [Int64] { ([leaf] + others).flatMap(\.dateBoundaries) }
}
