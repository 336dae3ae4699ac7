/// A certificate as it came over the wire, in DER.
package struct CertificateDER: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
}
