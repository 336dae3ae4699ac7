internal import MailStandards

/// Domain names, and what matches them.
enum NameInputs {
    /// Of 10, seven in lower case, two with capitals, one with the dot at its end.
    static let texts: [String] = (0..<1_000).map { index in
        switch index % 10 {
        case 0..<7: "mx\(index).mail.d\(index * 31).example.com"
        case 7, 8: "MX\(index).Mail.Example.COM"
        default: "d\(index).example.org."
        }
    }

    static let wire: [[UInt8]] = texts.map { text in
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    static let names: [DomainName] = texts.compactMap { DomainName($0) }

    /// A policy, of whose patterns the last two match some of the names.
    static let policy = MTASTSPolicy(
        mode: .enforce, maxAgeSeconds: 604_800,
        patterns: [
            "mx1.example.com", "*.mail.example.net", "*.example.org", "*.mail.example.com",
        ].compactMap { try? MXPattern(parsing: $0) })
}
