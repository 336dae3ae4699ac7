import MailStandards
import Testing

/// No bytes may trap a parser, and what it accepts must print as something it accepts again.
///
/// The texts are the tables' rows, changed at random, but the same every time.
@Suite struct MutationTests {
    static let rounds = 20_000

    private func mutations(
        of seeds: [[UInt8]], _ seed: UInt64, _ body: ([UInt8]) throws -> Void
    ) rethrows {
        var mutator = Mutator(seeds: seeds, generator: SeededGenerator(state: seed))
        for _ in 0..<Self.rounds { try body(mutator.next()) }
    }

    /// Reads, prints, reads again.
    private func expectStable(_ text: [UInt8], _ read: ([UInt8]) -> Answer) {
        guard let printed = read(text).printed else { return }
        #expect(read(bytes(printed)).printed == printed, "\(String(showing: text))")
    }

    /// What was probably meant is accepted, and a text breaks a rule in one reading if it does in
    /// the other.
    private func expectMended(
        _ text: [UInt8], _ read: ([UInt8]) -> Answer,
        _ meant: ([UInt8]) -> (some CustomStringConvertible)?, _ check: ([UInt8]) -> RuleCheck
    ) {
        expectAccepted(meant(text), read)
        #expect(check(text).violations.first == read(text).violation, "\(String(showing: text))")
    }

    @Test func mtaSTSRecords() {
        let seeds =
            MTASTSRecordTests.good.map { bytes($0.text) } + MTASTSRecordTests.bad.map(\.bytes)
        mutations(of: seeds, 1) { text in
            expectStable(text, MTASTSRecordTests.answer)
            expectMended(
                text, MTASTSRecordTests.answer, MTASTSRecord.probablyMeant, MTASTSRecord.check)
        }
    }

    @Test func mtaSTSPolicies() {
        let seeds =
            MTASTSPolicyTests.good.map { bytes($0.text) } + MTASTSPolicyTests.bad.map(\.bytes)
        mutations(of: seeds, 2) { text in
            expectStable(text, MTASTSPolicyTests.answer)
            expectMended(
                text, MTASTSPolicyTests.answer, MTASTSPolicy.probablyMeant, MTASTSPolicy.check)
        }
    }

    @Test func mxPatterns() {
        let seeds = MXPatternTests.good.map { bytes($0.text) } + MXPatternTests.bad.map(\.bytes)
        mutations(of: seeds, 3) { expectStable($0, MXPatternTests.answer) }
    }

    @Test func tlsrptRecords() {
        let seeds =
            TLSRPTRecordTests.good.map { bytes($0.text) } + TLSRPTRecordTests.bad.map(\.bytes)
        mutations(of: seeds, 4) { text in
            expectStable(text, TLSRPTRecordTests.answer)
            expectMended(
                text, TLSRPTRecordTests.answer, TLSRPTRecord.probablyMeant, TLSRPTRecord.check)
        }
    }

    @Test func smtpSTSRecords() {
        let seeds =
            SMTPSTSRecordTests.good.map { bytes($0.0) } + SMTPSTSRecordTests.bad.map(\.bytes)
        mutations(of: seeds, 5) { text in
            expectStable(text, SMTPSTSRecordTests.answer)
            expectMended(
                text, SMTPSTSRecordTests.answer, SMTPSTSRecord.probablyMeant, SMTPSTSRecord.check)
        }
    }

    @Test func tlsaRecords() {
        let seeds = TLSARecordTests.good.map { bytes($0.text) } + TLSARecordTests.bad.map(\.bytes)
        mutations(of: seeds, 6) { text in
            expectStable(text, TLSARecordTests.answer)
            _ = TLSARecord(rdata: text)?.isUsableForSMTP
        }
    }

    @Test func domainNames() {
        let seeds =
            (DomainNameTests.good.map(\.0) + DomainNameTests.bad.map(\.0)).map(bytes)
            + DomainNameWireTests.good.map(\.0) + DomainNameWireTests.bad.map(\.0)
        mutations(of: seeds, 7) { text in
            let presentation = DomainName(String(decoding: text, as: UTF8.self))
            for name in [presentation, DomainName(wire: text)].compactMap({ $0 }) {
                #expect(DomainName(name.text) == name)
                #expect(name.labels.isEmpty == (name == .root))
                #expect(name.labels.joined(separator: ".") == (name == .root ? "" : name.text))
                let depth = sequence(first: name, next: \.parent).reduce(0) { count, _ in count + 1
                }
                #expect(depth == name.labels.count + 1)
                _ = name.isHostName()
            }
        }
    }

    /// However a reply is cut into pieces, it is read alike.
    @Test func smtpReplies() {
        let seeds =
            (SMTPReplyParserTests.good.map(\.0) + SMTPReplyParserTests.bad.map(\.0)).map(bytes)
        mutations(of: seeds, 8) { text in
            let whole = Self.outcome(text, pieces: max(1, text.count))
            #expect(Self.outcome(text, pieces: 1) == whole)
            for reply in whole.replies {
                #expect(SMTPReply(stored: reply.text) == reply)
                _ = EHLOReply(reply).offers("STARTTLS")
                _ = reply.saysBlocklisted
            }
        }
    }

    struct Outcome: Equatable {
        var replies: [SMTPReply] = []
        var failure: SMTPReplyParser.Failure?
        var rest: [UInt8] = []
    }

    private static func outcome(_ text: [UInt8], pieces: Int) -> Outcome {
        var parser = SMTPReplyParser()
        var outcome = Outcome()
        var rest = text[...]
        do throws(SMTPReplyParser.Failure) {
            while !rest.isEmpty {
                parser.append(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                while let reply = try parser.next() { outcome.replies.append(reply) }
            }
            outcome.rest = Array(parser.buffered)
        } catch {
            outcome.failure = error
        }
        return outcome
    }
}
