internal import COpenSSL
internal import Glibc

/// Certificates in PEM, one after another, with any text between them (RFC 7468).
enum PEMFile {
    static func certificates(in path: String) throws(TrustStoreError) -> [Certificate] {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard !isDirectory(path) else {
            throw TrustStoreError("CA file \(path): it is a directory")
        }
        errno = 0
        guard let bio = BIO_new_file(path, "r") else {
            throw TrustStoreError("CA file \(path): \(String(cString: strerror(errno)))")
        }
        defer { BIO_free(bio) }
        var certificates: [Certificate] = []
        // The AUX form also takes BEGIN TRUSTED CERTIFICATE, and minds its trust settings.
        while let certificate = PEM_read_bio_X509_AUX(bio, nil, nil, nil) {
            certificates.append(Certificate(owning: certificate))
        }
        guard census_err_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE else {
            throw TrustStoreError(
                "CA file \(path): certificate \(certificates.count + 1) in it is broken")
        }
        guard !certificates.isEmpty else {
            throw TrustStoreError("CA file \(path): it holds no certificate in PEM form")
        }
        return certificates
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
