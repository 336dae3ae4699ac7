package import Addresses
package import Observations

extension MXProber {
    /// Finds out which versions of TLS the server accepts by themselves, which a handshake that
    /// offers them all does not tell: it shows only what was chosen.
    ///
    /// Each version is tried on a connection of its own, one after another, with a probe's limits
    /// in each: three where the probe has shown one, four where its handshake failed. None at all
    /// where it did not come to a handshake. A server that then does not go along as far as the
    /// handshake, being busy or gone, is left alone: what was not tried is `unknown`.
    ///
    /// - Parameter address: the one that was probed.
    /// - Returns: a trial for each version, oldest first; nothing where there was none to make.
    package func survey(
        _ address: PermittedAddress, after probe: MXProbeObservation,
        turns: some ConnectionTurns = FreeTurns()
    ) async throws(CancellationError) -> [TLSTrial] {
        guard probe.starttls == .ok || probe.handshakeFailed else { return [] }
        var trials: [TLSTrial] = []
        var isGoingAlong = true
        for version in TLSVersion.allCases {
            if version.rawValue == probe.tlsVersion {
                trials.append(TLSTrial(version, .accepted, cipher: probe.tlsCipher))
            } else if isGoingAlong {
                let trial = try await trial(of: version, at: address, after: probe, turns)
                trials.append(trial.result)
                isGoingAlong = trial.cameToHandshake
            } else {
                trials.append(
                    TLSTrial(version, .unknown, detail: "not tried: the server does not go along"))
            }
        }
        return trials
    }

    private func trial(
        of version: TLSVersion, at address: PermittedAddress, after probe: MXProbeObservation,
        _ turns: some ConnectionTurns
    ) async throws(CancellationError) -> (result: TLSTrial, cameToHandshake: Bool) {
        let offer = HandshakeOffer(anonymous: probe.anonymousOnly, only: version)
        var dialogue = SMTPDialogue(address, probe.serverName, offering: offer)
        let end = try await run(&dialogue, turns)
        let seen = dialogue.observation
        if seen.starttls == .ok {
            return (TLSTrial(version, .accepted, cipher: seen.tlsCipher), true)
        }
        let isRefusal =
            switch end {
            case .tlsRefused, .noSharedCipher, .lost: seen.handshakeFailed
            default: false
            }
        let detail = seen.detail ?? "STARTTLS is no longer offered"
        return (
            TLSTrial(version, isRefusal ? .refused : .unknown, detail: detail), seen.handshakeFailed
        )
    }
}
