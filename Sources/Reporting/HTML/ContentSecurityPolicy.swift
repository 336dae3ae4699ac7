import Foundation

/// What a browser may do with a report: apply its one style sheet, and nothing else.
enum ContentSecurityPolicy {
    static func of(style: String) -> String {
        let digest = Data(SHA256.digest(of: Array(style.utf8))).base64EncodedString()
        return
            "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }
}
