internal import Observations

extension MXProbeObservation {
    /// The reply that says that we are on a blocklist:
    /// `554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org`; nil where none does.
    var blocklistReply: String? {
        if let greeting, saysBlocklisted(greeting) { return greeting }
        if let ehloReply, saysBlocklisted(ehloReply) { return ehloReply }
        if let starttlsReply, saysBlocklisted(starttlsReply) { return starttlsReply }
        return nil
    }
}

/// Whether a reply is 550 or 554 (RFC 5321 §4.2.3) and has words of a blocklist.
private func saysBlocklisted(_ reply: String) -> Bool {
    guard reply.utf8.starts(with: "554".utf8) || reply.utf8.starts(with: "550".utf8) else {
        return false
    }
    let words = reply.lowercased().utf8.split { !isLetter($0) }.map { String($0)! }
    return words.contains { blocklistWords.contains($0) }
        || zip(words, words.dropFirst()).contains {
            ["block", "black"].contains($0) && $1 == "list"
        }
}

/// Seen: in the refusals of Postfix, Exchange, and the filters in front of them.
private let blocklistWords: Set<String> = [
    "banned", "blacklist", "blacklisted", "blocked", "blocklist", "blocklisted", "denylist",
    "dnsbl", "listed", "rbl", "reputation", "sorbs", "spamcop", "spamhaus",
]

private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
}
