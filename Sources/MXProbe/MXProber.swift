package import Addresses
package import Certificates
package import EventLoop
package import MailStandards
package import Observations

/// Probes MX hosts: says EHLO and STARTTLS, looks at the certificates shown, says QUIT.
///
/// It never sends mail, nor begins to. One prober serves any number of probes at the same time.
package actor MXProber: LoopActor {
    package nonisolated let loop: EventLoop
    let ehloName: String
    let port: UInt16
    let limits: ProbeLimits
    let certificates: ParsedCertificates
    let context = TLSContext()

    /// - Parameters:
    ///   - ehloName: the scanner's own name, for EHLO (RFC 5321 §4.1.1.1): a host name or
    ///     an address literal, in ASCII without spaces.
    ///   - certificates: where those that a handshake has parsed are kept for who judges them.
    package init(
        on loop: EventLoop, ehloName: String, port: UInt16, limits: ProbeLimits = ProbeLimits(),
        certificates: ParsedCertificates = ParsedCertificates()
    ) {
        precondition(
            !ehloName.isEmpty && ehloName.utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "an EHLO name that would break the command line")
        self.loop = loop
        self.ehloName = ehloName
        self.port = port
        self.limits = limits
        self.certificates = certificates
    }

    /// Asks the SMTP server at exactly this address, and names `serverName` in SNI.
    ///
    /// One connection; a second one, with anonymous cipher suites on offer, only where no other
    /// suited the server. Each waits for its turn, which takes none of its time.
    package func probe(
        _ address: PermittedAddress, serverName: DomainName,
        turns: some ConnectionTurns = FreeTurns()
    ) async throws(CancellationError) -> MXProbeObservation {
        var dialogue = SMTPDialogue(address, serverName)
        let end = try await run(&dialogue, turns)
        if end == .noSharedCipher { try await tryAnonymous(address, &dialogue, turns) }
        return dialogue.observation
    }

    // Why: inlined, the second dialogue has a place in the task of the first.
    @inline(never)
    private func tryAnonymous(
        _ address: PermittedAddress, _ dialogue: inout SMTPDialogue, _ turns: some ConnectionTurns
    ) async throws(CancellationError) {
        var second = SMTPDialogue(
            address, dialogue.observation.serverName, offering: .anonymous)
        _ = try await run(&second, turns)
        second.observation.durationMilliseconds += dialogue.observation.durationMilliseconds
        if second.observation.starttls == .ok {
            second.observation.startedAt = dialogue.observation.startedAt
            second.observation.detail = dialogue.observation.detail
            dialogue = second
        } else {
            dialogue.observation.durationMilliseconds = second.observation.durationMilliseconds
        }
    }

    /// Holds one dialogue from connect to close, when its turn has come; what cut it short, if
    /// anything did.
    func run(
        _ dialogue: inout SMTPDialogue, _ turns: some ConnectionTurns
    ) async throws(CancellationError) -> ProbeFailure.Kind? {
        // Else this machine's shortage would end the probe.
        try await FileShortage.wait()
        if let refusal = try await turns.begin() {
            dialogue.end(with: refusal)
            return .local
        }
        dialogue.observation.startedAt = .now()
        let clock = ProbeClock(limits: limits)
        defer {
            dialogue.observation.durationMilliseconds = clock.elapsedMilliseconds
            turns.end(dialogue.observation)
        }
        let connection = SMTPConnection(on: loop, clock: clock)
        do throws(ProbeFailure) {
            try await dialogue.run(on: connection, for: self)
            return nil
        } catch {
            await connection.close()
            if error.kind == .cancelled { throw CancellationError() }
            dialogue.end(with: error)
            return error.kind
        }
    }
}
