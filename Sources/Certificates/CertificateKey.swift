internal import COpenSSL

/// A certificate's public key (RFC 5280 §4.1.2.7), described.
struct CertificateKey {
    let name: String
    let bits: Int
    /// Of the SubjectPublicKeyInfo.
    let sha256: [UInt8]

    /// Takes an `X509 *`.
    init(_ certificate: OpaquePointer) {
        let info = X509_get_X509_PUBKEY(certificate)
        sha256 = Digest(Self.der(info)).bytes
        guard let key = X509_get0_pubkey(certificate) else {
            var algorithm: OpaquePointer?
            X509_PUBKEY_get0_param(&algorithm, nil, nil, nil, info)
            (name, bits) = (ObjectName.text(algorithm), 0)
            return
        }
        bits = Int(EVP_PKEY_get_bits(key))
        name = Self.name(key, bits)
    }

    private static func name(_ key: OpaquePointer, _ bits: Int) -> String {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: "RSA \(bits)"
        case EVP_PKEY_RSA_PSS: "RSA-PSS \(bits)"
        case EVP_PKEY_DSA: "DSA \(bits)"
        case EVP_PKEY_EC: "ECDSA " + (curve(key) ?? "\(bits)")
        case EVP_PKEY_ED25519: "Ed25519"
        case EVP_PKEY_ED448: "Ed448"
        case let id: OBJ_nid2ln(id).map { String(cString: $0) } ?? "unknown"
        }
    }

    /// NIST's name, `P-256`, or OpenSSL's, `brainpoolP256r1`.
    private static func curve(_ key: OpaquePointer) -> String? {
        var text = [CChar](repeating: 0, count: 80)
        guard EVP_PKEY_get_group_name(key, &text, text.count, nil) == 1 else { return nil }
        if let nist = EC_curve_nid2nist(OBJ_sn2nid(text)) { return String(cString: nist) }
        return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }

    private static func der(_ info: OpaquePointer?) -> [UInt8] {
        let length = i2d_X509_PUBKEY(info, nil)
        guard length > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var out = buffer.baseAddress
            count = Int(max(0, i2d_X509_PUBKEY(info, &out)))
        }
    }
}

extension UInt8 {
    /// Two digits, upper case.
    var hexadecimal: String {
        let text = String(self, radix: 16, uppercase: true)
        return self < 16 ? "0" + text : text
    }
}
