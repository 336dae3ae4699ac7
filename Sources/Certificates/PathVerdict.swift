internal import COpenSSL
internal import Observations

/// What was found wrong with the path of a chain, names apart.
struct PathVerdict: Sendable {
    /// In order of discovery, without doubles.
    var errors: [PathError] = []

    /// The first that applies in the order of ``CertificateVerdict``, names not judged.
    var word: CertificateVerdict {
        let order: [CertificateVerdict] = [
            .selfSigned, .untrusted, .expired, .notYetValid, .other,
        ]
        return order.first { word in errors.contains { $0.word == word } } ?? .valid
    }
}

/// One thing that OpenSSL found wrong, and where.
struct PathError: Hashable, Sendable {
    /// An `X509_V_ERR_…`.
    var code: Int32
    /// 0 for the leaf, 1 for its issuer, and so on.
    var depth: Int32

    var text: String {
        "certificate \(depth + 1): " + String(cString: X509_verify_cert_error_string(Int(code)))
    }

    var word: CertificateVerdict {
        switch code {
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case _ where Self.untrusted.contains(code): .untrusted
        default: .other
        }
    }

    /// No path to a trusted root, or one with a link that does not hold: a wrong signature, or an
    /// issuer that is no CA (RFC 5280 §6.1.3, §6.1.4).
    private static let untrusted: Set<Int32> = [
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_REJECTED, X509_V_ERR_CERT_CHAIN_TOO_LONG,
        X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE,
        X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, X509_V_ERR_NO_ISSUER_PUBLIC_KEY,
        X509_V_ERR_INVALID_CA, X509_V_ERR_PATH_LENGTH_EXCEEDED,
        X509_V_ERR_KEYUSAGE_NO_CERTSIGN,
    ]
}
