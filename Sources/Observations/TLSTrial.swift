/// A version of TLS, by OpenSSL's name.
package enum TLSVersion: String, Sendable, Codable, CaseIterable {
    case tls10 = "TLSv1"
    case tls11 = "TLSv1.1"
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"
}

/// Whether a server accepts a version of TLS that is offered by itself.
package enum TLSTrialOutcome: String, Sendable, Codable {
    /// The handshake completed.
    case accepted
    /// The server's TLS said no: by an alert, by choosing another version, or by closing in the
    /// handshake.
    case refused
    /// Not measured: no connection, busy, a time limit, STARTTLS no longer offered, or an answer
    /// that is no TLS.
    case unknown
}

/// What became of one version of TLS, offered by itself at an address that was probed.
package struct TLSTrial: Sendable, Equatable {
    package var version: TLSVersion
    package var outcome: TLSTrialOutcome
    /// `TLS_AES_256_GCM_SHA384`, in OpenSSL's words; nil unless accepted.
    package var cipher: String?
    /// Why it was not accepted, for people.
    package var detail: String?

    package init(
        _ version: TLSVersion, _ outcome: TLSTrialOutcome, cipher: String? = nil,
        detail: String? = nil
    ) {
        self.version = version
        self.outcome = outcome
        self.cipher = cipher
        self.detail = detail
    }
}
