internal import Addresses
internal import Certificates
internal import MailStandards
internal import Observations

/// What is said on one connection, in its order, and what was observed so far.
///
/// Greeting, EHLO (HELO where it is refused), STARTTLS, the handshake, EHLO, QUIT (RFC 5321 §3.1,
/// RFC 3207 §4). Never MAIL.
struct SMTPDialogue: Sendable {
    var observation: MXProbeObservation
    private let address: PermittedAddress
    private let offer: HandshakeOffer

    init(
        _ address: PermittedAddress, _ serverName: DomainName,
        offering offer: HandshakeOffer = .usual
    ) {
        observation = MXProbeObservation(
            address: address.address, serverName: serverName, startedAt: .now(),
            reachability: .notProbed)
        self.address = address
        self.offer = offer
    }

    /// Runs to its end, QUIT included; throws where the connection did not last.
    mutating func run(
        on connection: SMTPConnection, for prober: isolated MXProber
    ) async throws(ProbeFailure) {
        try await connection.connect(to: address, port: prober.port)
        if try await open(connection, prober), try await startTLS(connection, prober) {
            observation.anonymousOnly = offer.anonymous
            // A trial of one version asks nothing more.
            if offer.only == nil { try await greetAgain(connection, prober) }
        }
        await connection.quit()
    }

    /// Greeting and EHLO; whether STARTTLS is offered.
    private mutating func open(
        _ connection: SMTPConnection, _ prober: isolated MXProber
    ) async throws(ProbeFailure) -> Bool {
        let greeting = try await connection.reply(.greeting)
        observation.greeting = greeting.text
        guard greeting.code == 220 else {
            turnAway(greeting, .greeting)
            return false
        }
        var reply = try await connection.command("EHLO " + prober.ehloName, .ehlo)
        observation.ehloReply = reply.text
        if reply.isPermanentFailure {
            reply = try await connection.command("HELO " + prober.ehloName, .helo)
            observation.ehloReply = reply.text
            observation.usedHELO = true
        }
        guard reply.isPositive else {
            turnAway(reply, observation.usedHELO ? .helo : .ehlo)
            return false
        }
        observation.reachability = .open
        // Whoever has refused EHLO has no extensions (RFC 5321 §3.2).
        let isOffered = !observation.usedHELO && EHLOReply(reply).offers("STARTTLS")
        observation.starttls = isOffered ? .failed : .notOffered
        return isOffered
    }

    /// STARTTLS and the handshake; whether TLS stands.
    private mutating func startTLS(
        _ connection: SMTPConnection, _ prober: isolated MXProber
    ) async throws(ProbeFailure) -> Bool {
        let reply = try await connection.command("STARTTLS", .starttls)
        observation.starttlsReply = reply.text
        guard reply.code == 220 else {
            observation.detail = "STARTTLS: \(reply.text)"
            return false
        }
        observation.plaintextAfterSTARTTLS = await connection.discardPlaintext()
        let facts = try await connection.handshake(
            prober.context, serverName: observation.serverName, offering: offer,
            into: prober.certificates)
        observation.starttls = .ok
        observation.tlsVersion = facts.version
        observation.tlsCipher = facts.cipher
        observation.tlsGroup = facts.group
        observation.chain = facts.chain.certificates
        observation.detail = facts.chain.note
        return true
    }

    /// EHLO once more, as a sender has to (RFC 3207 §4.2).
    private mutating func greetAgain(
        _ connection: SMTPConnection, _ prober: isolated MXProber
    ) async throws(ProbeFailure) {
        let reply = try await connection.command("EHLO " + prober.ehloName, .ehloInTLS)
        if !reply.isPositive { note("EHLO after the handshake: \(reply.text)") }
    }

    /// A reply that ends the dialogue before the server is open.
    private mutating func turnAway(_ reply: SMTPReply, _ step: ProbeStep) {
        observation.reachability = reply.meansBusy ? .busy : .notSMTP
        note("\(step.text): \(reply.text)")
    }

    /// Takes down why the connection did not last. What was measured before stays.
    mutating func end(with failure: ProbeFailure) {
        note(failure.detail)
        guard observation.reachability != .open else { return }
        observation.reachability =
            switch failure.kind {
            case .refused: .refused
            case .timeout: .timeout
            case .unreachable: .unreachable
            case .lost, .broken, .tls, .tlsRefused, .noSharedCipher: .notSMTP
            case .local, .cancelled: .notProbed
            }
    }

    /// Takes down why there was no connection at all.
    mutating func end(with refusal: ConnectionRefusal) {
        observation.reachability = refusal.reachability
        note(refusal.detail)
    }

    private mutating func note(_ text: String) {
        observation.detail = observation.detail.map { "\($0); \(text)" } ?? text
    }
}
