/// How long a probe may take, as a whole and step by step, and how much it may read.
///
/// Replies are bounded by `SMTPReplyParser`, a certificate list by OpenSSL (100 KB, which is
/// what senders that use it accept).
package struct ProbeLimits: Sendable, Equatable {
    /// Until the TCP connection stands. Linux sends its fifth SYN after 15 s.
    package var connect: Duration
    /// For the whole greeting; postscreen and its like delay it by up to 20 s.
    package var greeting: Duration
    /// The longest silence while a reply or the handshake is awaited.
    package var idle: Duration
    /// For the answer to QUIT, which nobody needs.
    package var quit: Duration
    /// For everything on one connection: a server that sends a byte a second ends here.
    package var total: Duration
    /// Read by TLS over the whole connection.
    package var tlsBytes: Int

    package init(
        connect: Duration = .seconds(20), greeting: Duration = .seconds(30),
        idle: Duration = .seconds(20), quit: Duration = .seconds(2),
        total: Duration = .seconds(90), tlsBytes: Int = 262_144
    ) {
        self.connect = connect
        self.greeting = greeting
        self.idle = idle
        self.quit = quit
        self.total = total
        self.tlsBytes = tlsBytes
    }
}
