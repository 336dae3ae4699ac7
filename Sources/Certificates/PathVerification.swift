internal import COpenSSL

/// X509_verify_cert for a TLS server's certificate, offline (RFC 5280 §6).
///
/// At authentication level 0: a weak key or digest is no error here, but a finding elsewhere.
enum PathVerification {
    /// Verifies a chain against a store at a moment (seconds since 1970), and collects every
    /// error instead of stopping at the first.
    static func run(
        _ chain: CertificateChain, _ trust: TrustStore, at moment: Int64
    ) -> PathVerdict {
        let errors = ErrorList()
        withContext(chain, trust, at: moment) { context in
            census_store_ctx_set_app_data(context, Unmanaged.passUnretained(errors).toOpaque())
            X509_STORE_CTX_set_verify_cb(context) { isFine, context in
                if isFine == 0 { ErrorList.of(context).take(context) }
                return 1
            }
            let status = withExtendedLifetime(errors) { X509_verify_cert(context) }
            // Without a callback's say: out of memory, or a call that OpenSSL takes for misuse.
            if status != 1, errors.verdict.errors.isEmpty { errors.take(context) }
        }
        return errors.verdict
    }

    /// Lends a context that has all but the callback, the names and DANE.
    static func withContext(
        _ chain: CertificateChain, _ trust: TrustStore, at moment: Int64,
        _ body: (OpaquePointer) -> Void
    ) {
        guard let context = X509_STORE_CTX_new() else {
            preconditionFailure("OpenSSL has no memory for a verification")
        }
        defer { X509_STORE_CTX_free(context) }
        chain.withOthers { others in
            let started = X509_STORE_CTX_init(
                context, trust.pointer, chain.leaf.pointer, others)
            precondition(started == 1, "OpenSSL has no memory for a verification")
            X509_STORE_CTX_set_default(context, "ssl_server")
            let parameters = X509_STORE_CTX_get0_param(context)
            X509_VERIFY_PARAM_set_auth_level(parameters, 0)
            X509_VERIFY_PARAM_set_time(parameters, Int(moment))
            body(context)
        }
        ERR_clear_error()
    }
}

/// Where the callback puts what it hears.
private final class ErrorList {
    var verdict = PathVerdict()

    static func of(_ context: OpaquePointer?) -> ErrorList {
        Unmanaged.fromOpaque(census_store_ctx_app_data(context)).takeUnretainedValue()
    }

    func take(_ context: OpaquePointer?) {
        let error = PathError(
            code: X509_STORE_CTX_get_error(context),
            depth: X509_STORE_CTX_get_error_depth(context))
        if !verdict.errors.contains(error) { verdict.errors.append(error) }
    }
}
