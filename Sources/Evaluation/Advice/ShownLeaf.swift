package import Observations

/// As much of a host's own certificate as advice is given on.
package struct ShownLeaf: Sendable, Equatable {
    /// SHA-256 of its SubjectPublicKeyInfo, 32 bytes: the data of a TLSA record `3 1 1`.
    package var publicKeySHA256: [UInt8]
    package var notAfter: Timestamp?

    package init(publicKeySHA256: [UInt8], notAfter: Timestamp? = nil) {
        self.publicKeySHA256 = publicKeySHA256
        self.notAfter = notAfter
    }
}
