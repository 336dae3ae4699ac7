/// What SMTP servers say.
enum ReplyInputs {
    static let count = 1_000

    /// Replies to EHLO of 8 to 12 lines.
    static let ehlo: [[UInt8]] = (0..<count).map { index in
        let keywords =
            [
                "PIPELINING", "SIZE 52428800", "ETRN", "STARTTLS", "ENHANCEDSTATUSCODES",
                "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING", "VRFY", "AUTH PLAIN LOGIN",
            ].prefix(7 + index % 5)
        let lines = ["mx\(index).example.com Hello scanner.example.org [192.0.2.1]"] + keywords
        return reply(250, lines)
    }

    static let greetings: [[UInt8]] = (0..<count).map { index in
        switch index % 10 {
        case 0..<7: reply(220, ["mx\(index).example.com ESMTP Postfix"])
        case 7, 8: reply(220, ["mx\(index).example.com", "No UCE here", "ESMTP ready"])
        default: reply(554, ["mx\(index).example.com refused: listed at dnsbl.example"])
        }
    }

    static let oneLine: [[UInt8]] = (0..<count).map { index in
        switch index % 4 {
        case 0, 1: reply(220, ["2.0.0 Ready to start TLS"])
        case 2: reply(221, ["2.0.0 mx\(index).example.com closing connection"])
        default: reply(454, ["4.7.0 TLS not available due to local problem"])
        }
    }

    /// Greetings of those who refuse us, every second because of a list.
    static let refusals: [[UInt8]] = (0..<count).map { index in
        let why =
            index % 2 == 0 ? "Client host blocked using dnsbl.example" : "No SMTP service here"
        return reply(554, ["5.7.1 mx\(index).example.com \(why)"])
    }

    /// What a server says in a whole dialogue: greeting, EHLO, STARTTLS.
    static let mix: [[UInt8]] = zip(greetings, zip(ehlo, oneLine)).flatMap { [$0, $1.0, $1.1] }

    /// The lines of a reply, with its code.
    static func reply(_ code: Int, _ lines: [String]) -> [UInt8] {
        let text = lines.enumerated().map { index, line in
            "\(code)\(index < lines.count - 1 ? "-" : " ")\(line)\r\n"
        }
        return Array(text.joined().utf8)
    }

    /// The bytes cut into pieces of so many.
    static func pieces(_ bytes: [UInt8], of size: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: bytes.count, by: size).map {
            bytes[$0..<min($0 + size, bytes.count)]
        }
    }
}
