internal import COpenSSL

/// A SHA-256 (FIPS 180-4).
struct Digest: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ data: [UInt8]) {
        bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            SHA256(data, data.count, buffer.baseAddress)
            count = 32
        }
    }

    /// Of several, their order and borders included.
    init(of parts: [[UInt8]]) {
        var data: [UInt8] = []
        data.reserveCapacity(parts.reduce(0) { $0 + $1.count + 8 })
        for part in parts {
            withUnsafeBytes(of: part.count) { data += $0 }
            data += part
        }
        self.init(data)
    }
}
