internal import COpenSSL
internal import Glibc
package import Observations

/// The CA certificates that are trusted, in OpenSSL's form, shared by all who verify.
package final class TrustStore: Sendable {
    /// An `X509_STORE *`: filled before anybody sees it, from then on only read, under OpenSSL's
    /// own lock.
    nonisolated(unsafe) let pointer: OpaquePointer
    /// The certificates that are trusted, in the order in which they stood in their file.
    package let certificates: [CertificateDER]
    /// The moments at which one of them becomes valid, or ceases to be.
    let dateBoundaries: [Int64]

    /// Reads a file of CA certificates in PEM (RFC 7468 §5).
    ///
    /// Fails with a sentence for people if it cannot be read, holds no certificate, or a broken
    /// one.
    package convenience init(file: String) throws(TrustStoreError) {
        self.init(try PEMFile.certificates(in: file))
    }

    /// Reads the system's CA certificates: the file that the environment variable SSL_CERT_FILE
    /// names, else the first there is of OpenSSL's own and those of the distributions.
    package static func system() throws(TrustStoreError) -> TrustStore {
        if let named = getenv(X509_get_default_cert_file_env()) {
            return try TrustStore(file: String(cString: named))
        }
        let files = [
            String(cString: X509_get_default_cert_file()),
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        ]
        guard let file = files.first(where: { access($0, R_OK) == 0 }) else {
            throw TrustStoreError(
                "no trusted CA certificates found (Debian: apt-get install ca-certificates); "
                    + "name a file with --ca-file")
        }
        return try TrustStore(file: file)
    }

    /// Trusts these certificates, as a run keeps them; those that cannot be parsed are left out.
    package convenience init(certificates: [CertificateDER]) {
        self.init(certificates.compactMap { Certificate($0) })
    }

    init(_ certificates: [Certificate]) {
        guard let store = X509_STORE_new() else {
            preconditionFailure("OpenSSL has no memory for a store")
        }
        pointer = store
        for certificate in certificates { X509_STORE_add_cert(store, certificate.pointer) }
        self.certificates = certificates.compactMap(\.der)
        dateBoundaries = certificates.flatMap(\.dateBoundaries).sorted()
    }

    deinit { X509_STORE_free(pointer) }
}

/// Why there are no CA certificates, in a sentence for people.
package struct TrustStoreError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
