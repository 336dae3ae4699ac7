internal import EventLoop
internal import Glibc

/// Why a step of a probe did not come to its end.
struct ProbeFailure: Error {
    enum Kind {
        case cancelled, refused, timeout, unreachable
        /// Closed or reset by the server.
        case lost
        /// What came is no SMTP reply, or too long for one.
        case broken
        /// The handshake failed in another way than the next two.
        case tls
        /// The server ended the handshake: by an alert, by choosing a version that was not on
        /// offer, or by closing the connection.
        case tlsRefused
        /// The server ended the handshake before it chose a cipher suite, since none suited it.
        case noSharedCipher
        /// This machine has no socket left, which says nothing about the server.
        case local
    }

    var kind: Kind
    /// A sentence for people.
    var detail: String

    static let cancelled = ProbeFailure(kind: .cancelled, detail: "cancelled")

    /// What connect(2) or socket(2) says.
    static func connecting(_ code: Int32) -> ProbeFailure {
        let kind: Kind =
            switch code {
            case ECONNREFUSED: .refused
            case ETIMEDOUT: .timeout
            case ECONNRESET: .lost
            case _ where FileShortage.codes.contains(code): .local
            default: .unreachable
            }
        return ProbeFailure(kind: kind, detail: "connect: \(describe(code))")
    }

    /// What recv(2) or send(2) says of a connection that stood.
    static func lost(_ code: Int32, at step: ProbeStep) -> ProbeFailure {
        ProbeFailure(
            kind: code == ETIMEDOUT ? .timeout : .lost, detail: "\(step.text): \(describe(code))")
    }

    static func tls(_ error: TLSError, at step: ProbeStep) -> ProbeFailure {
        ProbeFailure(kind: error.kind, detail: "\(step.text): \(error.text)")
    }

    static func describe(_ code: Int32) -> String { String(cString: strerror(code)) }
}
