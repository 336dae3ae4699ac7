internal import COpenSSL
internal import MailStandards
package import Observations

extension CertificateFacts {
    /// Reads a certificate; nil for what is none in DER, or has something behind it.
    package init?(_ der: CertificateDER) {
        guard let certificate = Certificate(der) else { return nil }
        self.init(certificate, sha256: Digest(der.bytes).bytes)
    }

    init(_ certificate: Certificate, sha256: [UInt8]) {
        defer { ERR_clear_error() }
        let pointer = certificate.pointer
        let names = certificate.dnsNames(limit: Self.nameLimit)
        let key = CertificateKey(pointer)
        self.init(
            sha256: sha256, publicKeySHA256: key.sha256,
            subject: DistinguishedName.text(X509_get_subject_name(pointer), Self.textLimit),
            issuer: DistinguishedName.text(X509_get_issuer_name(pointer), Self.textLimit),
            serial: certificate.serial, dnsNames: names.kept, dnsNamesOmitted: names.omitted,
            notBefore: certificate.notBefore.map { Timestamp(milliseconds: $0 * 1000) },
            notAfter: certificate.notAfter.map { Timestamp(milliseconds: $0 * 1000) },
            key: key.name, keyBits: key.bits,
            signatureAlgorithm: certificate.signatureAlgorithm)
    }
}

extension Certificate {
    fileprivate var serial: String {
        guard let number = X509_get0_serialNumber(pointer) else { return "" }
        let bytes = UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(number), count: Int(ASN1_STRING_length(number)))
        let isNegative = ASN1_STRING_type(number) & V_ASN1_NEG != 0
        return (isNegative ? "-" : "") + bytes.prefix(32).map(\.hexadecimal).joined()
    }

    var signatureAlgorithm: String {
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_get0_signature(nil, &algorithm, pointer)
        guard let algorithm else { return "" }
        var object: OpaquePointer?
        X509_ALGOR_get0(&object, nil, nil, algorithm)
        return ObjectName.text(object)
    }

    fileprivate func dnsNames(limit: Int) -> (kept: [String], omitted: Int) {
        let names = census_subject_alternative_names(pointer)
        defer { census_names_free(names) }
        var kept: [String] = []
        var omitted = 0
        for index in 0..<census_names_count(names) {
            guard let name = census_dns_name_at(names, index) else { continue }
            guard kept.count < limit else {
                omitted += 1
                continue
            }
            let bytes = UnsafeBufferPointer(
                start: ASN1_STRING_get0_data(name), count: Int(ASN1_STRING_length(name)))
            kept.append(String(showing: bytes.prefix(CertificateFacts.textLimit)))
        }
        return (kept, omitted)
    }
}
