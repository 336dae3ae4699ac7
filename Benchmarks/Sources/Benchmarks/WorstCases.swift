internal import Evaluation
internal import MailStandards

/// What a hostile domain or server could send.
var worstCases: [WorstCase] {
    [
        WorstCase("record of semicolons", "v=STSv1; id=1", ";") { keep(MTASTSRecord.read([$0])) },
        WorstCase("record of white space", "v=STSv1; id=1;", " ") { keep(MTASTSRecord.read([$0])) },
        WorstCase("record of extensions", "v=STSv1; id=1", ";a=b") {
            keep(MTASTSRecord.read([$0]))
        },
        WorstCase("record of ids", "v=STSv1; id=1", ";id=2") { keep(MTASTSRecord.read([$0])) },
        WorstCase(
            "set of up to 100 records",
            { size in
                let text = "v=STSv1; id=1" + String(repeating: ";a=b", count: 160)
                return [[UInt8]](repeating: Array(text.utf8), count: size / text.utf8.count)
            }
        ) { keep(MTASTSRecord.read($0)) },
        WorstCase("rua of addresses", "v=TLSRPTv1; rua=mailto:a@b", ",mailto:a@b") {
            keep(TLSRPTRecord.read([$0]))
        },
        WorstCase("rua of white space", "v=TLSRPTv1; rua=mailto:a@b", " ") {
            keep(TLSRPTRecord.read([$0]))
        },
        WorstCase("draft of unknown fields", "v=STS1; to=true", ";x=y") {
            keep(SMTPSTSRecord.read([$0]))
        },
        WorstCase("draft of patterns", "v=STS1; to=true; mx=a.example", ",*.a.example") {
            keep(SMTPSTSRecord.read([$0]))
        },
        WorstCase("policy of mx lines", "version: STSv1\n", "mx: a\n") {
            keep(MTASTSPolicy.read($0))
        },
        WorstCase("policy of blank lines", "version: STSv1\n", "\n") {
            keep(MTASTSPolicy.read($0))
        },
        WorstCase("policy of repeated keys", "mode: none\n", "mode: none\n") {
            keep(MTASTSPolicy.read($0))
        },
        WorstCase("policy of one line", "version: STSv1\nmx: ", "a") {
            keep(MTASTSPolicy.read($0))
        },
        WorstCase("policy of one extension", "version: STSv1\nx: ", "ü") {
            keep(MTASTSPolicy.read($0))
        },
        WorstCase("policy against 100 MX hosts", policy) { policy in
            keep(NameInputs.names.prefix(100).contains { policy.matches($0) })
        },
        WorstCase("judging many MX hosts", EvidenceInputs.ofManyHosts) { keep(evaluate($0)) },
        WorstCase("judging many patterns", EvidenceInputs.ofManyPatterns) { keep(evaluate($0)) },
        WorstCase("reply byte by byte", reply) { keep(replies(ReplyInputs.pieces($0, of: 1))) },
        WorstCase("replies in one piece", "", "250 OK\r\n") { keep(replies([$0[...]])) },
        WorstCase(
            "reply that refuses",
            { SMTPReply(stored: "554 " + String(repeating: "no ", count: $0 / 3)) }
        ) {
            keep($0?.saysBlocklisted)
        },
        WorstCase("name of labels", "", "a.") {
            keep(DomainName(String(decoding: $0, as: UTF8.self)))
        },
        WorstCase("name of escapes", "", "\\.") {
            keep(DomainName(String(decoding: $0, as: UTF8.self)))
        },
        WorstCase("TLSA of digits", "3 1 0 ", "AB") {
            keep(try? TLSARecord(parsing: String(decoding: $0, as: UTF8.self)))
        },
    ]
}

/// Patterns of 16 bytes, none of which matches.
private func policy(_ size: Int) -> MTASTSPolicy {
    let patterns = (0..<(size / 16)).compactMap { index in
        try? MXPattern(parsing: "*.d\(10_000 + index).com")
    }
    return MTASTSPolicy(mode: .enforce, maxAgeSeconds: 604_800, patterns: patterns)
}

/// A reply of 128 bytes a line.
private func reply(_ size: Int) -> [UInt8] {
    ReplyInputs.reply(250, Array(repeating: String(repeating: "x", count: 122), count: size / 128))
}

/// How many replies there are.
private func replies(_ pieces: [ArraySlice<UInt8>]) -> Int {
    var parser = SMTPReplyParser()
    var count = 0
    for piece in pieces {
        parser.append(piece)
        while (try? parser.next()) != nil { count += 1 }
    }
    return count
}
