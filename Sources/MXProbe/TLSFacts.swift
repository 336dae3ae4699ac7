internal import COpenSSL
internal import Observations

/// What a handshake agreed on, in OpenSSL's names, and the certificates shown.
struct TLSFacts: Sendable {
    var version: String
    var cipher: String?
    var group: String?
    var chain: TLSChain
}

/// The certificates a server showed, leaf first, as many of them as are kept.
struct TLSChain: Sendable {
    static let countLimit = 20
    static let byteLimit = 262_144

    var certificates: [CertificateDER] = []
    /// How many were shown.
    var count: Int

    /// Takes a `STACK_OF(X509)`, which is null where no certificate was shown.
    init(_ stack: OpaquePointer?) {
        count = Int(census_certificates_count(stack))
        var bytes = 0
        for index in 0..<min(count, Self.countLimit) {
            guard let der = Self.der(census_certificates_at(stack, Int32(index))) else { break }
            bytes += der.count
            guard bytes <= Self.byteLimit else { break }
            certificates.append(CertificateDER(bytes: der))
        }
    }

    /// Says how many certificates are kept, where that is not all.
    var note: String? {
        certificates.count == count
            ? nil : "only the first \(certificates.count) of \(count) certificates are kept"
    }

    private static func der(_ certificate: OpaquePointer?) -> [UInt8]? {
        let length = i2d_X509(certificate, nil)
        guard length > 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var out = buffer.baseAddress
            count = Int(max(0, i2d_X509(certificate, &out)))
        }
    }
}
