import Addresses
import Foundation
import MailStandards
import Observations
import PolicyFetch
import Testing

@Suite struct PolicyFetcherTests {
    private static let policy =
        "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n"

    @Test func aPolicy() async throws {
        let seen = try await Servers.fetch("asked-once")
        #expect(seen.outcome == .ok && seen.detail == nil)
        #expect(seen.body == Array(Self.policy.utf8))
        #expect(seen.httpStatus == 200 && seen.contentType == "text/plain")
        #expect(seen.address == Servers.home.address && seen.location == nil)
        #expect(seen.chain.count == 1)
        #expect(seen.startedAt <= Timestamp.now())
        let heard = try Servers.heard("asked-once")
        #expect(heard.first == "GET /.well-known/mta-sts.txt HTTP/1.1")
        #expect(heard.contains("User-Agent: census-test"))
        #expect(heard.contains { $0.hasPrefix("Host: mta-sts.example.com") })
        #expect(!heard.contains { $0.lowercased().hasPrefix("accept-encoding") })
    }

    /// Each server, and how far a fetch from it comes.
    @Test(
        arguments: [
            ("charset", .ok, 200, "parameters of the type are accepted"),
            ("odd-case", .ok, 200, "types have no case (RFC 2045 §5.1)"),
            ("empty-body", .ok, 200, "an empty body is the syntax's business"),
            ("chunked", .ok, 200, "a body in chunks"), ("http10", .ok, 200, "HTTP/1.0"),
            ("continue", .ok, 200, "an interim answer before"), ("trailer", .ok, 200, "one behind"),
            ("no-length", .ok, 200, "a body that ends with the connection"),
            ("65536", .ok, 200, "the largest"),
            ("65536-chunked", .ok, 200, "the largest, in chunks"),
            ("wildcard", .ok, 200, "a wildcard for the first label (RFC 8461 §3.3)"),
            ("html", .contentType, 200, "another type"),
            ("plaintext-type", .contentType, 200, "a type that only begins so"),
            ("no-type", .contentType, 200, "no type"),
            ("empty-type", .contentType, 200, "an empty one"),
            ("404", .httpStatus, 404, "not there"), ("500", .httpStatus, 500, "broken"),
            ("201", .httpStatus, 201, "200 alone counts (RFC 8461 §3.3)"),
            ("204", .httpStatus, 204, "without a body"),
            ("redirect", .redirect, 301, "never followed (RFC 8461 §3.3)"),
            ("redirect-307", .redirect, 307, "even with a policy in it"),
            ("redirect-nowhere", .redirect, 302, "without a target"),
            ("65537", .tooLarge, 200, "one byte too many"),
            ("endless-chunks", .tooLarge, 200, "no end in sight"),
            ("65537-html", .contentType, 200, "the type goes before the size"),
            ("65537-404", .httpStatus, 404, "and so does the status"),
            ("truncated", .http, 200, "less than it says"),
            ("truncated-chunk", .http, 200, "a chunk that breaks off"),
            ("half-header", .http, 200, "a header that breaks off"),
            ("no-blank-line", .http, 200, "a header that nothing ends"),
            ("endless-header", .http, 200, "a header without end"),
            ("garbage", .http, nil, "no HTTP"), ("http09", .http, nil, "a body without a header"),
            ("nothing", .http, nil, "no answer"),
            ("expired", .tls, nil, "an expired certificate"), ("self-signed", .tls, nil, "its own"),
            ("wrong-name", .tls, nil, "another's"), ("untrusted", .tls, nil, "of a CA unknown"),
            ("cn-only", .tls, nil, "the name only in CN (RFC 8461 §3.3 wants a DNS-ID)"),
            ("tls11", .tls, nil, "TLS below 1.2 (RFC 8461 §3.3)"),
            ("no-tls", .tls, nil, "HTTP without TLS"), ("hang-up", .tls, nil, "no TLS at all"),
        ] as [(String, PolicyFetchOutcome, Int?, String)])
    func outcome(
        server: String, outcome: PolicyFetchOutcome, status: Int?, why: String
    ) async throws {
        let seen = try await Servers.fetch(server)
        #expect(seen.outcome == outcome, "\(why): \(seen.detail ?? "no detail")")
        #expect(seen.httpStatus == status)
        #expect((seen.detail == nil) == (outcome == .ok || server == "redirect-nowhere"))
        #expect(seen.body.map { $0.count <= 65_536 } != false)
    }

    @Test func aRedirectIsKept() async throws {
        let seen = try await Servers.fetch("redirect")
        #expect(seen.location == "https://www.example.com/x")
        #expect(seen.detail == "to https://www.example.com/x")
    }

    /// The certificate's fault in its word, and the chain kept, though the handshake was ended.
    @Test(arguments: [
        ("expired", "expired"), ("self-signed", "self-signed"), ("untrusted", "untrusted"),
        ("wrong-name", "host-mismatch"), ("cn-only", "host-mismatch"),
    ])
    func certificatesAreNamed(server: String, word: String) async throws {
        let seen = try await Servers.fetch(server)
        #expect(seen.detail?.hasPrefix(word) == true, "\(seen.detail ?? "")")
        #expect(seen.chain.count == 1)
    }

    /// Nobody asked for it, so it is what the policy is, and no policy.
    @Test func compressionIsLeftAsItIs() async throws {
        let seen = try await Servers.fetch("gzip")
        #expect(seen.outcome == .ok)
        #expect(seen.body?.starts(with: [0x1F, 0x8B]) == true)
    }

    /// The SMTP STS draft wants no type, and names the place itself.
    @Test(arguments: ["html", "no-type", "asked-for-draft"])
    func theDraftsPolicy(server: String) async throws {
        let uri = "https://mta-sts.example.com/smtp-sts?current"
        let record = try SMTPSTSRecord.parse(Array("v=STS1; to=true; a=webpki:\(uri)".utf8)).record
        let document = try #require(PolicyDocument(record, of: DomainName("mta-sts.example.com")!))
        let seen = try await Servers.fetcher(server).fetch(document, addresses: [Servers.home])
        #expect(seen.outcome == .ok && seen.stage == nil, "\(seen.detail ?? "")")
        #expect(try Servers.heard(server).contains("GET /smtp-sts?current HTTP/1.1"))
        #expect(PolicyDocument(record, of: DomainName("example.com")!) == nil, "another's host")
    }

    /// A silent server takes the connection, a stalling one the handshake too.
    @Test(
        arguments: [("silent", .tls), ("stall", .http), ("stall-body", .http)]
            as [(String, PolicyFetchStage)])
    func theLimitEndsIt(server: String, stage: PolicyFetchStage) async throws {
        let seen = try await Servers.fetch(server, limit: .milliseconds(400))
        #expect(seen.outcome == .timeout && seen.stage == stage, "\(seen.detail ?? "")")
        #expect(seen.detail != nil)
    }

    /// What leads nowhere ends by its length, not by the time limit: worked off as fast as it comes,
    /// it would keep the loop for itself until then.
    @Test(
        arguments: [
            ("hello-requests", .tls, "more than 524288 bytes came"),
            ("endless-extension", .http, "more than 524288 bytes came"),
            ("endless-trailers", .http, "the header has more than 65536 bytes or 1000 lines"),
        ] as [(String, PolicyFetchOutcome, String)])
    func aFloodEndsByItsLength(
        server: String, outcome: PolicyFetchOutcome, detail: String
    ) async throws {
        let seen = try await Servers.fetch(server, limit: .seconds(3_600))
        #expect(seen.outcome == outcome && seen.detail == detail)
    }

    @Test(arguments: ["cancel-handshake", "cancel-answer", "cancel-body"])
    func cancellationEndsIt(server: String) async throws {
        let task = Task { try await Servers.fetch(server, limit: .seconds(3_600)) }
        #expect(await eventually { (try? Servers.heard(server)) != nil })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // The loop is as good as before.
        #expect(try await Servers.fetch("ok").outcome == .ok)
    }

    @Test func whoIsCancelledBeforeAsksNothing() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Servers.fetch("never-asked")
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(throws: (any Error).self) { try Servers.heard("never-asked") }
    }

    @Test func nobodyListens() async throws {
        // The servers are at 127.0.0.1 alone.
        let seen = try await Servers.fetch("ok", at: [Servers.permitted("127.0.0.2")])
        #expect(seen.outcome == .connect && seen.stage == .tcp && seen.detail != nil)
        #expect(seen.httpStatus == nil && seen.chain.isEmpty && seen.body == nil)
    }

    @Test func theNextAddressIsTried() async throws {
        let seen = try await Servers.fetch(
            "ok", at: [Servers.permitted("127.0.0.2"), Servers.home])
        #expect(seen.outcome == .ok && seen.address == Servers.home.address)
    }

    @Test func thePolicyHostsAliasIsKept() async throws {
        let seen = try await Servers.fetcher("ok").fetch(
            Servers.policy, addresses: [Servers.home],
            canonicalName: DomainName("sts.hoster.example"))
        #expect(seen.canonicalName == DomainName("sts.hoster.example"))
    }

    @Test func manyAtOnce() async throws {
        let servers = ["ok", "404", "redirect", "expired", "65537", "truncated"]
        let outcomes = try await withThrowingTaskGroup(of: PolicyFetchOutcome.self) { group in
            for number in 0..<120 {
                group.addTask { try await Servers.fetch(servers[number % 6]).outcome }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(
            outcomes == [
                .ok: 20, .httpStatus: 20, .redirect: 20, .tls: 20, .tooLarge: 20, .http: 20,
            ])
    }
}
