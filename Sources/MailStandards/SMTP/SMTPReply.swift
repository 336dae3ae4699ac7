/// A server's reply to a command, or its greeting (RFC 5321 §4.2): a code and one or more lines.
///
///     250-mx1.example.com
///     250 STARTTLS
package struct SMTPReply: Hashable, Sendable {
    /// 200 to 599.
    package let code: Int
    /// The whole reply, codes included, its lines joined by LF; bytes that are no printable
    /// ASCII stand as `\xHH`, a backslash as `\\`.
    package let text: String

    init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    /// Takes a reply from where it was stored; nil if it does not begin with a code.
    package init?(stored text: String) {
        guard let code = SMTPReplyLine.code(Array(text.utf8.prefix(3))[...]) else { return nil }
        self.init(code: code, text: text)
    }

    /// What stands behind the code in each line; at least one, empty where nothing stands there.
    package var lines: [String] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String($0.dropFirst(4)) ?? ""
        }
    }

    /// 2yz: what was asked is done.
    package var isPositive: Bool { code / 100 == 2 }
    /// 4yz: not now.
    package var isTransientFailure: Bool { code / 100 == 4 }
    /// 5yz: no.
    package var isPermanentFailure: Bool { code / 100 == 5 }

    /// 421 and 45z: the server is busy, or turns us away for now, which says nothing about what
    /// it offers (RFC 5321 §4.2.3, §3.8; greylisting and rate limits use 45z).
    package var meansBusy: Bool { code == 421 || code / 10 == 45 }
}
