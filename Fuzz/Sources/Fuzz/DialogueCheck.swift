internal import Addresses
internal import CFuzzer
internal import EventLoop
internal import Glibc
internal import MXProbe
internal import MailStandards
internal import Observations

/// A probe of a server on loopback that says the input.
///
/// A NUL stands where the server waits for what the client says next, four times at most: bytes of
/// a TLS handshake have NULs of their own.
enum DialogueCheck {
    private static let loop = EventLoop()
    private static let server = ScriptedServer(on: loop)
    private static let prober = MXProber(
        on: loop, ehloName: "fuzz.example", port: server.port,
        limits: ProbeLimits(
            connect: .seconds(5), greeting: .seconds(5), idle: .seconds(5), quit: .seconds(5),
            total: .seconds(10)))
    private static let loopback = require(IPNetwork("127.0.0.1"), "a network")
    private static let host = require(
        AddressPolicy(allowed: [loopback]).permit(loopback.first), "an address that is allowed")
    private static let name = require(DomainName("mx.example.com"), "a name")

    static func run(_ bytes: [UInt8]) {
        let pieces = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
        // Now and then the server does not end, and says its last piece again and again.
        let isEndless = bytes.number % 64 == 0
        let finished = Finished()
        Task(executorPreference: loop) {
            let talk = Task(executorPreference: loop) {
                await server.serve(pieces.map { Array($0) }, endlessly: isEndless)
            }
            finished.observation = try? await prober.probe(host, serverName: name)
            talk.cancel()
            finished.heard = await talk.value
            finished.tell()
        }
        finished.wait()
        let seen = require(finished.observation, "a probe ends with an observation")
        let heard = finished.heard
        expect(seen)
        require((1...2).contains(heard.count), "one connection, one more for anonymous suites")
        let isHeard = heard.first?.starts(with: "EHLO fuzz.example\r\n".utf8) ?? false
        require(isHeard || seen.ehloReply == nil, "who was answered has said something")
        for connection in heard { expectHarmless(connection) }
    }

    private static func expect(_ seen: MXProbeObservation) {
        require(seen.starttls != .ok && seen.tlsVersion == nil, "no TLS without a handshake")
        require(seen.chain.isEmpty, "no chain either")
        require(seen.reachability != .notProbed, "it was asked")
        require(seen.durationMilliseconds < 15_000, "within the limit")
        require((seen.starttls == nil) == (seen.reachability != .open), "STARTTLS where it is open")
        for reply in [seen.greeting, seen.ehloReply, seen.starttlsReply].compactMap({ $0 }) {
            require(SMTPReply(stored: reply)?.text == reply, "a reply")
            require(reply.utf8.count <= 4 * SMTPReplyParser.replyLimit, "within its limit")
        }
        require((seen.detail?.utf8.count ?? 0) <= 16 * SMTPReplyParser.replyLimit, "a sentence")
        if seen.reachability == .open {
            require(seen.greeting?.hasPrefix("220") == true, "open after 220")
            require(seen.ehloReply?.hasPrefix("2") == true, "and EHLO or HELO")
        }
    }

    /// What is said in the clear is EHLO, HELO, STARTTLS and QUIT, and never MAIL.
    private static func expectHarmless(_ said: [UInt8]) {
        let text = String(decoding: said, as: UTF8.self)
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: true) {
            // What follows is TLS, which a server that is no such server cannot have understood.
            if line.utf8.first == 0x16 || line.utf8.first == 0x15 { return }
            require(
                ["EHLO fuzz.example", "HELO fuzz.example", "STARTTLS", "QUIT"].contains(line),
                "nothing else is said: \(line)")
        }
    }

    /// `@unchecked Sendable`: written before the event is told, read after.
    private final class Finished: @unchecked Sendable {
        var observation: MXProbeObservation?
        var heard: [[UInt8]] = []
        private let event = eventfd(0, 0)
        deinit { close(event) }

        func tell() {
            var one: UInt64 = 1
            _ = write(event, &one, 8)
        }

        func wait() {
            var count: UInt64 = 0
            // libFuzzer's clock interrupts it.
            while read(event, &count, 8) < 0 {}
        }
    }
}
