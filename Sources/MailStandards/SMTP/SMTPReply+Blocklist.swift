extension SMTPReply {
    /// Whether the reply refuses us because our address is on a list: 550 or 554 with words such
    /// as people put there. It says nothing about what the server offers to others.
    package var saysBlocklisted: Bool {
        guard code == 550 || code == 554 else { return false }
        let words = text.lowercased().split { !$0.isLetter }
        return words.contains { word in
            Self.words.contains(String(word)) || Self.beginnings.contains { word.hasPrefix($0) }
        }
    }

    /// Seen: `blocked using zen.spamhaus.org`, `listed at DNSBL`, `poor reputation`.
    private static let words: Set<String> = [
        "rbl", "dnsbl", "rbls", "dnsbls", "listed", "blocked", "banned", "reputation",
    ]
    private static let beginnings = [
        "blocklist", "blacklist", "denylist", "spamhaus", "spamcop", "barracuda", "sorbs",
    ]
}
