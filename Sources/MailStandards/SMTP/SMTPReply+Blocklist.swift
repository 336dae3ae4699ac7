extension SMTPReply {
    /// Whether the reply refuses us because our address is on a list: 550 or 554 with words such
    /// as people put there. It says nothing about what the server offers to others.
    package var saysBlocklisted: Bool {
        guard code == 550 || code == 554 else { return false }
        return text.utf8.split { !$0.isLetter }.contains { word in
            Self.words.contains { word.isIgnoringCase($0) }
                || Self.beginnings.contains { word.prefix($0.count).isIgnoringCase($0) }
        }
    }

    /// Seen: `blocked using zen.spamhaus.org`, `listed at DNSBL`, `poor reputation`.
    private static let words = [
        "rbl", "dnsbl", "rbls", "dnsbls", "listed", "blocked", "banned", "reputation",
    ].map { Array($0.utf8) }
    private static let beginnings = [
        "blocklist", "blacklist", "denylist", "spamhaus", "spamcop", "barracuda", "sorbs",
    ].map { Array($0.utf8) }
}
