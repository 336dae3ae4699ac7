import Addresses
import MXProbe
import Observations
import Testing

@Suite struct STARTTLSTests {
    @Test func aGoodServer() async throws {
        let seen = try await Peers.probe("tls13")
        #expect(seen.reachability == .open)
        #expect(seen.starttls == .ok)
        #expect(seen.greeting == "220 mx.example ESMTP")
        #expect(seen.ehloReply == "250-mx.example\n250 STARTTLS")
        #expect(seen.starttlsReply == "220 go ahead")
        #expect(seen.tlsVersion == "TLSv1.3")
        #expect(seen.tlsCipher == "TLS_AES_256_GCM_SHA384")
        #expect(seen.tlsGroup == "x25519")
        #expect(seen.chain.count == 1)
        #expect(seen.detail == nil)
        #expect(!seen.usedHELO && !seen.plaintextAfterSTARTTLS && !seen.anonymousOnly)
        #expect(
            try Peers.heard("tls13").suffix(4)
                == ["EHLO census.test", "STARTTLS", "EHLO census.test", "QUIT"])
    }

    @Test(arguments: [("tls12", "TLSv1.2"), ("tls10", "TLSv1"), ("weak", "TLSv1.2")])
    func whatIsOldAndWeakIsMeasured(peer: String, version: String) async throws {
        let seen = try await Peers.probe(peer)
        #expect(seen.starttls == .ok, "\(seen.detail ?? "")")
        #expect(seen.tlsVersion == version)
        #expect(seen.tlsGroup == "x25519")
        #expect(seen.chain.count == 1)
    }

    @Test func ipv6IsSpokenToo() async throws {
        let prober = MXProber(
            on: Peers.loop, ehloName: "census.test", port: try Peers.shared.get().port("tls12"))
        // Goes by an IPv6 socket, and needs no IPv6 on the machine's interfaces.
        let address = Peers.permitted("::ffff:127.0.0.1")
        let seen = try await prober.probe(address, serverName: Peers.serverName)
        #expect(seen.starttls == .ok, "\(seen.detail ?? "")")
        #expect(seen.address == address.address)
    }

    @Test func aGreetingOfSeveralLinesIsShownSafely() async throws {
        let seen = try await Peers.probe("postscreen")
        #expect(seen.greeting == #"220-mx.example\#n220 mx.example ESMTP \xFF\x1B[2J"#)
        #expect(seen.starttls == .ok)
    }

    @Test(arguments: ["not-offered", "substring", "one-line"])
    func onlyAWholeKeywordOffers(peer: String) async throws {
        let seen = try await Peers.probe(peer)
        #expect(seen.reachability == .open)
        #expect(seen.starttls == .notOffered)
        #expect(seen.starttlsReply == nil)
        #expect(seen.detail == nil)
    }

    @Test func keywordsHaveNoCase() async throws {
        #expect(try await Peers.probe("lower-case").starttls == .ok)
    }

    @Test func heloIsTheWayBack() async throws {
        let seen = try await Peers.probe("helo")
        #expect(seen.reachability == .open)
        #expect(seen.starttls == .notOffered)
        #expect(seen.usedHELO)
        #expect(seen.ehloReply == "250 mx.example")
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let peer: String
        let detail: String
        var limits = ProbeLimits()
        var testDescription: String { peer }
    }

    static let failures = [
        Row(peer: "no-tls", detail: "STARTTLS: 454 TLS not available"),
        Row(peer: "reset-at-starttls", detail: "STARTTLS: Connection reset by peer"),
        Row(
            peer: "silent-starttls", detail: "STARTTLS: nothing came for",
            limits: ProbeLimits(idle: .milliseconds(200))),
        Row(peer: "handshake-garbage", detail: "TLS handshake: "),
        Row(
            peer: "handshake-silence", detail: "TLS handshake: nothing came for",
            limits: ProbeLimits(idle: .milliseconds(200))),
        Row(peer: "handshake-reset", detail: "TLS handshake: "),
        Row(peer: "handshake-close", detail: "TLS handshake: unexpected eof while reading"),
        Row(peer: "no-suite", detail: "TLS handshake: sslv3 alert handshake failure"),
        Row(peer: "huge-chain", detail: "TLS handshake: excessive message size"),
    ]

    @Test(arguments: failures)
    func failsWithItsReason(row: Row) async throws {
        let seen = try await Peers.probe(row.peer, limits: row.limits)
        #expect(seen.reachability == .open)
        #expect(seen.starttls == .failed)
        #expect(seen.detail?.hasPrefix(row.detail) == true, "\(seen.detail ?? "no detail")")
        #expect(seen.tlsVersion == nil && seen.chain.isEmpty && !seen.anonymousOnly)
    }

    /// CVE-2011-0411 and its kin: what is sent in the clear must not count as said in TLS.
    @Test func plaintextBehindSTARTTLSIsDiscarded() async throws {
        let seen = try await Peers.probe("injected")
        #expect(seen.plaintextAfterSTARTTLS)
        #expect(seen.starttls == .ok, "\(seen.detail ?? "")")
        #expect(seen.starttlsReply == "220 go ahead")
        #expect(seen.detail == nil)
    }

    @Test func anonymousSuitesAreTheLastResort() async throws {
        let seen = try await Peers.probe("anonymous")
        #expect(seen.starttls == .ok, "\(seen.detail ?? "")")
        #expect(seen.anonymousOnly)
        #expect(seen.chain.isEmpty)
        #expect(seen.tlsVersion == "TLSv1.2")
        #expect(seen.detail == "TLS handshake: sslv3 alert handshake failure")
    }

    @Test func aLongChainIsCutAndNoted() async throws {
        let seen = try await Peers.probe("long-chain")
        #expect(seen.starttls == .ok)
        #expect(seen.chain.count == 20)
        #expect(seen.detail == "only the first 20 of 25 certificates are kept")
    }

    /// What happens in TLS changes nothing about STARTTLS having worked.
    @Test(arguments: [
        ("refused-in-tls", "EHLO after the handshake: 550 no more"),
        ("flood-in-tls", "EHLO after the handshake: the reply has more than"),
        ("close-in-tls", "EHLO after the handshake: "),
    ])
    func troubleInTLSIsNoted(peer: String, detail: String) async throws {
        let seen = try await Peers.probe(peer)
        #expect(seen.starttls == .ok)
        #expect(seen.tlsVersion == "TLSv1.3")
        #expect(seen.detail?.hasPrefix(detail) == true, "\(seen.detail ?? "no detail")")
    }

    @Test func bytesInTLSAreLimited() async throws {
        let seen = try await Peers.probe("flood-of-tls", limits: ProbeLimits(tlsBytes: 8_192))
        #expect(seen.starttls == .ok)
        #expect(seen.detail == "EHLO after the handshake: more than 8192 bytes came")
    }
}
