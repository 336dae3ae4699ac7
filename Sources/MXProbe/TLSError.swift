internal import COpenSSL

/// Why TLS failed, in OpenSSL's own words.
struct TLSError: Error {
    /// `sslv3 alert handshake failure`; several are joined by `; `.
    var text: String
    /// The server says, before it has chosen a cipher suite, that none on offer suits it: the
    /// alert handshake_failure or insufficient_security (RFC 8446 §6.2).
    var isNoSharedCipher: Bool

    init(_ text: String, isNoSharedCipher: Bool = false) {
        self.text = text
        self.isNoSharedCipher = isNoSharedCipher
    }

    /// Empties this thread's queue of errors.
    static func take(hasChosenCipher: Bool) -> TLSError {
        let alert = census_err_reason(ERR_peek_error())
        var texts: [String] = []
        while case let error = ERR_get_error(), error != 0 {
            let reason = ERR_reason_error_string(error).map { String(cString: $0) }
            texts.append(reason ?? "error \(error)")
        }
        let isRefusal =
            alert == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE
            || alert == SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY
        return TLSError(
            texts.isEmpty ? "unknown error" : texts.joined(separator: "; "),
            isNoSharedCipher: isRefusal && !hasChosenCipher)
    }
}
