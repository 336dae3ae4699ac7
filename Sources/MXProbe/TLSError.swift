internal import COpenSSL

/// Why TLS failed, in OpenSSL's own words.
struct TLSError: Error {
    /// `sslv3 alert handshake failure`; several are joined by `; `.
    var text: String
    /// `tls`, or, where it was the server that ended it, `tlsRefused` or `noSharedCipher`.
    var kind: ProbeFailure.Kind

    init(_ text: String, kind: ProbeFailure.Kind = .tls) {
        self.text = text
        self.kind = kind
    }

    /// Empties this thread's queue of errors.
    static func take(hasChosenCipher: Bool) -> TLSError {
        let kind = kind(of: census_err_reason(ERR_peek_error()), hasChosenCipher: hasChosenCipher)
        var texts: [String] = []
        while case let error = ERR_get_error(), error != 0 {
            let reason = ERR_reason_error_string(error).map { String(cString: $0) }
            texts.append(reason ?? "error \(error)")
        }
        return TLSError(
            texts.isEmpty ? "unknown error" : texts.joined(separator: "; "), kind: kind)
    }

    private static func kind(of reason: Int32, hasChosenCipher: Bool) -> ProbeFailure.Kind {
        switch reason {
        // The server says that no cipher suite on offer suits it: the alert handshake_failure or
        // insufficient_security (RFC 8446 §6.2).
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
            hasChosenCipher ? .tlsRefused : .noSharedCipher
        // It answers with a version that was not on offer, as RFC 5246 §E.1 has those do that know
        // only older ones; or it has hung up.
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_WRONG_SSL_VERSION,
            SSL_R_UNEXPECTED_EOF_WHILE_READING:
            .tlsRefused
        // Alerts that have come in.
        case SSL_AD_REASON_OFFSET...SSL_AD_REASON_OFFSET + 255: .tlsRefused
        default: .tls
        }
    }
}
