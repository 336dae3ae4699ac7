internal import COpenSSL
internal import MailStandards

/// OpenSSL's DANE settings, which live in an SSL_CTX that never sees a connection.
final class DANEContext: Sendable {
    private nonisolated(unsafe) let context: OpaquePointer
    /// With DANE-EE and DANE-TA only, OpenSSL does not look for trust elsewhere.
    private let nobody = TrustStore([])

    /// - Parameter ordersDigests: a SHA-256 counts only where there is no SHA-512 of the same
    ///   usage and selector (RFC 7671 §9).
    init(ordersDigests: Bool) {
        guard let context = SSL_CTX_new(TLS_client_method()), SSL_CTX_dane_enable(context) == 1
        else { preconditionFailure("OpenSSL gave no context for DANE") }
        if !ordersDigests { SSL_CTX_dane_mtype_set(context, EVP_sha512(), 2, 1) }
        SSL_CTX_dane_set_flags(context, UInt(DANE_FLAG_NO_DANE_EE_NAMECHECKS))
        self.context = context
    }

    deinit { SSL_CTX_free(context) }

    /// Why no record matches the chain; nil if one does.
    func reasonAgainst(
        _ chain: CertificateChain, _ records: [TLSARecord], _ names: [DomainName],
        at moment: Int64
    ) -> String? {
        let names = names.filter { $0.isHostName(underscores: true) }
        guard let ssl = SSL_new(context), SSL_dane_enable(ssl, nil) == 1 else {
            preconditionFailure("OpenSSL has no memory for DANE")
        }
        defer {
            SSL_free(ssl)
            ERR_clear_error()
        }
        var hasUsable = false
        for record in records where record.usage == 3 || !names.isEmpty {
            if Self.add(record, to: ssl) { hasUsable = true }
        }
        guard hasUsable else { return "no usable record" }
        return reason(chain, SSL_get0_dane(ssl), names, moment)
    }

    private static func add(_ record: TLSARecord, to ssl: OpaquePointer) -> Bool {
        SSL_dane_tlsa_add(
            ssl, record.usage, record.selector, record.matchingType, record.data,
            record.data.count) == 1
    }

    private func reason(
        _ chain: CertificateChain, _ dane: OpaquePointer?, _ names: [DomainName], _ moment: Int64
    ) -> String? {
        var reason: String?
        PathVerification.withContext(chain, nobody, at: moment) { context in
            let parameters = X509_STORE_CTX_get0_param(context)
            X509_VERIFY_PARAM_set_hostflags(parameters, NameCheck.flags)
            for name in names {
                X509_VERIFY_PARAM_add1_host(parameters, name.text, name.text.utf8.count)
            }
            X509_STORE_CTX_set0_dane(context, dane)
            guard X509_verify_cert(context) != 1 else { return }
            let code = X509_STORE_CTX_get_error(context)
            reason = String(cString: X509_verify_cert_error_string(Int(code)))
        }
        return reason
    }
}
