internal import MailStandards
internal import Observations

/// Records in the form of a zone file (RFC 1035 §5.1), to be copied. Parentheses keep lines short.
enum ZoneFile {
    /// Of plain text without quotes and backslashes, at most 255 bytes.
    static func txt(_ name: DomainName, _ text: String) -> String {
        "\(absolute(name)) IN TXT (\n    \"\(text)\" )\n"
    }

    /// `3 1 1` (RFC 7671 §5.1): usage DANE-EE(3), the key, SHA-256.
    static func tlsa(_ base: DomainName, publicKeySHA256: [UInt8]) -> String {
        let record = TLSARecord(usage: 3, selector: 1, matchingType: 1, data: publicKeySHA256)
        let data = record.description.split(separator: " ").last ?? ""
        return "_25._tcp.\(absolute(base)) IN TLSA 3 1 1 (\n    \(data) )\n"
    }

    static func nullMX(_ domain: DomainName) -> String { "\(absolute(domain)) IN MX 0 .\n" }

    private static func absolute(_ name: DomainName) -> String { name.text + "." }
}
