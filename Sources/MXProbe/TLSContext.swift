internal import COpenSSL
internal import Glibc

/// What every handshake of a prober shares: settings that accept whatever a server can do.
///
/// It measures and does not judge: TLS 1.0 to 1.3, keys and digests of any strength, any
/// certificate. Suites without a certificate are left out, since some servers would choose them
/// and show none.
final class TLSContext: Sendable {
    static let cipherSuites = "ALL:!aNULL:!eNULL:@SECLEVEL=0"
    static let anonymousCipherSuites = "aNULL:!eNULL:@SECLEVEL=0"

    nonisolated(unsafe) let pointer: OpaquePointer

    init() {
        // OpenSSL writes with write(2), which has no MSG_NOSIGNAL.
        signal(SIGPIPE, SIG_IGN)
        guard let context = SSL_CTX_new(TLS_client_method()) else {
            preconditionFailure("OpenSSL gave no context")
        }
        pointer = context
        census_ssl_ctx_set_versions(context, TLS1_VERSION)
        let accepted = SSL_CTX_set_cipher_list(context, Self.cipherSuites)
        precondition(accepted == 1, "OpenSSL does not know its own cipher suites")
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        // Else OpenSSL looks for a path even so, only to ignore that it found none.
        SSL_CTX_set_cert_verify_callback(context, { _, _ in 1 }, nil)
        // Renegotiation is of no use to a probe, and a way to keep it busy.
        SSL_CTX_set_options(
            context,
            census_ssl_op_legacy_server_connect | census_ssl_op_no_ticket
                | census_ssl_op_no_renegotiation)
        census_ssl_ctx_set_mode(
            context,
            Int(
                SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                    | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        census_ssl_ctx_no_session_cache(context)
        census_ssl_ctx_set_read_ahead(context)
    }

    deinit { SSL_CTX_free(pointer) }
}
