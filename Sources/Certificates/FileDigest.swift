internal import COpenSSL
internal import Glibc

/// The SHA-256 of files, one after another (FIPS 180-4).
package final class FileDigest {
    /// How many were read.
    package private(set) var bytes: Int64 = 0

    private let context = EVP_MD_CTX_new()

    package init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes a file in; false where it is none that can be read again, or cannot be read.
    package func read(_ path: String) -> Bool {
        var status = stat()
        // Before it is opened: whoever writes to a pipe would notice that.
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count == 0 { return true }
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                EVP_DigestUpdate(context, buffer.baseAddress, count)
                bytes += Int64(count)
            }
        }
    }

    /// The digest of all that was read: 32 bytes. Nothing can be read then.
    package func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = 32
        }
    }
}
