internal import Certificates

/// What a handshake agreed on, in OpenSSL's names, and the certificates shown.
struct TLSFacts: Sendable {
    var version: String
    var cipher: String?
    var group: String?
    var chain: ShownChain
}
