internal import COpenSSL
internal import Observations

/// What is on offer in a handshake.
struct HandshakeOffer: Sendable {
    /// Cipher suites without a certificate, and no others.
    var anonymous = false
    /// This version of TLS, and no other; nil for all from TLS 1.0 on.
    var only: TLSVersion?

    static let usual = HandshakeOffer()
    static let anonymous = HandshakeOffer(anonymous: true)
}

extension TLSVersion {
    /// As the protocol writes it: 0x0304 (RFC 8446 §4.2.1).
    var number: Int32 {
        switch self {
        case .tls10: TLS1_VERSION
        case .tls11: TLS1_1_VERSION
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }
}
