internal import COpenSSL
internal import MailStandards

/// Whether a certificate is for a name: DNS-ID in the SAN only (RFC 6125 §6.4, RFC 8461 §4.2).
enum NameCheck {
    /// A CN does not count; a wildcard is a whole label, the leftmost, and stands for one.
    static let flags = UInt32(
        X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)

    static func matches(_ certificate: Certificate, _ name: DomainName) -> Bool {
        guard name.isHostName(underscores: true) else { return false }
        defer { ERR_clear_error() }
        let text = name.text
        return X509_check_host(certificate.pointer, text, text.utf8.count, flags, nil) == 1
    }
}
