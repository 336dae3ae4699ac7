internal import Certificates
internal import EventLoop
internal import MailStandards

extension SMTPConnection {
    /// Begins TLS on a connection whose server has answered STARTTLS with 220 (RFC 3207 §4).
    func handshake(
        _ context: TLSContext, serverName: DomainName, offering offer: HandshakeOffer,
        into parsed: ParsedCertificates
    ) async throws(ProbeFailure) -> TLSFacts {
        let begin = ContinuousClock.now
        guard
            let session = TLSSession(
                context, socket: socket, serverName: serverName, offering: offer,
                byteLimit: clock.limits.tlsBytes)
        else { throw ProbeFailure(kind: .local, detail: "OpenSSL has no memory for a session") }
        tls = session
        while true {
            switch session.handshake() {
            case .bytes: return session.facts(parsed)
            case .waits(let interest):
                try await wait(for: interest, in: .handshake, since: begin)
            case .closed:
                throw ProbeFailure(
                    kind: .lost, detail: "TLS handshake: the server closed the connection")
            case .failed(let code): throw .lost(code, at: .handshake)
            case .tlsFailed(let error): throw .tls(error, at: .handshake)
            }
        }
    }
}
