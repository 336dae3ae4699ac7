internal import COpenSSL
internal import Observations

/// A certificate that OpenSSL has parsed.
final class Certificate: Sendable {
    /// An `X509 *`, whose caches OpenSSL guards itself.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// Nil for what is no certificate in DER, or has something behind it.
    init?(_ der: CertificateDER) {
        let parsed = der.bytes.withUnsafeBufferPointer { bytes -> OpaquePointer? in
            var next = bytes.baseAddress
            let certificate = d2i_X509(nil, &next, bytes.count)
            guard next == bytes.baseAddress.map({ $0 + bytes.count }) else {
                X509_free(certificate)
                return nil
            }
            return certificate
        }
        ERR_clear_error()
        guard let parsed else { return nil }
        pointer = parsed
    }

    /// Takes over a reference.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { X509_free(pointer) }

    /// As it was encoded.
    var der: CertificateDER? { Self.der(pointer) }

    /// As an `X509 *` was encoded.
    static func der(_ certificate: OpaquePointer) -> CertificateDER? {
        let length = i2d_X509(certificate, nil)
        guard length > 0 else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var out = buffer.baseAddress
            count = Int(max(0, i2d_X509(certificate, &out)))
        }
        return CertificateDER(bytes: bytes)
    }
}
