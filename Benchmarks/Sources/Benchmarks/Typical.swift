internal import Evaluation
internal import MailStandards

/// What a scan does with each domain and each server, over inputs as they are met in bulk.
var typical: [Benchmark] {
    [
        Benchmark("MTA-STS record", target: 1_000, RecordInputs.mtaSTS.map { [$0] }) {
            keep(MTASTSRecord.read($0))
        },
        Benchmark("MTA-STS record among others", RecordInputs.mtaSTSSets) {
            keep(MTASTSRecord.read($0))
        },
        Benchmark("MTA-STS policy", target: 1e9 / 300_000, PolicyInputs.policies) {
            keep(MTASTSPolicy.read($0))
        },
        Benchmark("SMTP reply", target: 2_000, ReplyInputs.mix) { keep(read($0[...])) },
        Benchmark("SMTP reply, EHLO's", target: 2_000, ReplyInputs.ehlo) { keep(read($0[...])) },
        Benchmark(
            "SMTP reply, EHLO's in pieces", target: 2_000,
            ReplyInputs.ehlo.map { ReplyInputs.pieces($0, of: 100) }
        ) { keep(read($0)) },
        Benchmark("SMTP reply, a line", target: 2_000, ReplyInputs.oneLine) { keep(read($0[...])) },
        Benchmark("STARTTLS among EHLO's lines", ReplyInputs.ehlo.compactMap { read($0[...]) }) {
            keep(EHLOReply($0).offers("STARTTLS"))
        },
        Benchmark("words of a refusal", ReplyInputs.refusals.compactMap { read($0[...]) }) {
            keep($0.saysBlocklisted)
        },
        Benchmark("TLSRPT record", RecordInputs.tlsRPT.map { [$0] }) {
            keep(TLSRPTRecord.read($0))
        },
        Benchmark("SMTP STS draft record", RecordInputs.draft.map { [$0] }) {
            keep(SMTPSTSRecord.read($0))
        },
        Benchmark("TLSA record", RecordInputs.tlsa) { keep(try? TLSARecord(parsing: $0)) },
        Benchmark("domain name, text", NameInputs.texts) { keep(DomainName($0)) },
        Benchmark("domain name, wire", NameInputs.wire) { keep(DomainName(wire: $0)) },
        Benchmark("MX host against 4 patterns", NameInputs.names) {
            keep(NameInputs.policy.matches($0))
        },
        Benchmark("judging a domain", target: 10_000, items: 10_000, EvidenceInputs.bulk) {
            keep(evaluate($0))
        },
        Benchmark(
            "judging one with STS or DANE", target: 10_000, items: 10_000, EvidenceInputs.adopters
        ) { keep(evaluate($0)) },
    ]
}

/// Reads one reply that comes in one piece.
private func read(_ bytes: ArraySlice<UInt8>) -> SMTPReply? {
    var parser = SMTPReplyParser()
    parser.append(bytes)
    return try? parser.next()
}

/// Reads one reply that comes in several pieces.
private func read(_ pieces: [ArraySlice<UInt8>]) -> SMTPReply? {
    var parser = SMTPReplyParser()
    for piece in pieces {
        parser.append(piece)
        if let reply = try? parser.next() { return reply }
    }
    return nil
}
