import Foundation

/// What a browser may do with a report: apply its one style sheet, run its one script, each by
/// its digest, and nothing else.
enum ContentSecurityPolicy {
    static func of(style: String, script: String) -> String {
        """
        default-src 'none'; style-src '\(digest(style))'; script-src '\(digest(script))'; \
        base-uri 'none'; form-action 'none'
        """
    }

    private static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
    }
}
