internal import COpenSSL
internal import Observations

extension CertificateChain {
    /// The keys and signatures of under 112 bits of strength, leaf first (RFC 9325 §4.5).
    ///
    /// The signature of a certificate that signed itself proves nothing, so that its digest does
    /// not count.
    var weaknesses: [CertificateWeakness] {
        ([leaf] + others).enumerated().flatMap { index, certificate in
            let place = "certificate \(index + 1): "
            return [
                certificate.weakKey.map { CertificateWeakness.key(place + $0) },
                certificate.weakDigest.map { CertificateWeakness.digest(place + $0) },
            ].compactMap(\.self)
        }
    }
}

extension Certificate {
    /// What SP 800-57 part 1, table 2 has for RSA of 2,048 bits, and for ECDSA of 224.
    private static let enoughBits: Int32 = 112

    /// `RSA 1024`; nil for a key that is strong enough, or that OpenSSL cannot read.
    fileprivate var weakKey: String? {
        guard let key = X509_get0_pubkey(pointer),
            EVP_PKEY_get_security_bits(key) < Self.enoughBits
        else { return nil }
        return CertificateKey(pointer).name
    }

    /// `sha1WithRSAEncryption`; nil for a digest that is strong enough.
    fileprivate var weakDigest: String? {
        var digest: Int32 = 0
        var bits: Int32 = 0
        guard X509_get_signature_info(pointer, &digest, nil, &bits, nil) == 1,
            digest != NID_undef, Self.weakDigests.contains(digest), !isSelfIssued
        else { return nil }
        return signatureAlgorithm
    }

    private static let weakDigests: Set<Int32> = [
        NID_md2, NID_md4, NID_md5, NID_md5_sha1, NID_sha1, NID_ripemd160,
    ]

    private var isSelfIssued: Bool {
        X509_NAME_cmp(X509_get_subject_name(pointer), X509_get_issuer_name(pointer)) == 0
    }
}
