/// The steps of a probe, in their order.
enum ProbeStep: Sendable {
    case connect, greeting, ehlo, helo, starttls, handshake, ehloInTLS, quit

    /// The step as it stands in a failure's detail.
    var text: String {
        switch self {
        case .connect: "connect"
        case .greeting: "greeting"
        case .ehlo: "EHLO"
        case .helo: "HELO"
        case .starttls: "STARTTLS"
        case .handshake: "TLS handshake"
        case .ehloInTLS: "EHLO after the handshake"
        case .quit: "QUIT"
        }
    }

    /// The limit of the step as a whole; nil where only silence is limited.
    func limit(_ limits: ProbeLimits) -> Duration? {
        switch self {
        case .connect: limits.connect
        case .greeting: limits.greeting
        case .quit: limits.quit
        case .ehlo, .helo, .starttls, .handshake, .ehloInTLS: nil
        }
    }
}
