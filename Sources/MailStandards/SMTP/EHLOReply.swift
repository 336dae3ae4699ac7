/// The reply to EHLO: the server's name, then one keyword a line (RFC 5321 §4.1.1.1).
///
///     250-mx1.example.com
///     250-SIZE 52428800
///     250 STARTTLS
package struct EHLOReply: Hashable, Sendable {
    /// The first line: the server's name, and a greeting if it likes. No keyword.
    package let greeting: String
    /// The other lines, as they came: `SIZE 52428800`.
    package let extensions: [String]

    /// A reply other than 250 offers nothing.
    package init(_ reply: SMTPReply) {
        let lines = reply.lines
        greeting = lines.first ?? ""
        extensions = reply.code == 250 ? Array(lines.dropFirst()) : []
    }

    /// Whether a line is this keyword, in any case, alone or with parameters behind a space.
    ///
    /// A part of a longer keyword is none: `XSTARTTLS` does not offer `STARTTLS`.
    package func offers(_ keyword: String) -> Bool {
        let wanted = keyword.utf8.map(\.lowercased)
        return extensions.contains { line in
            line.utf8.prefix { !$0.isWSP }.isIgnoringCase(wanted)
        }
    }
}
