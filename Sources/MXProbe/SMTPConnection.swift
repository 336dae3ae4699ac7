internal import Addresses
internal import EventLoop
internal import Glibc
internal import MailStandards

/// A connection to an SMTP server, in the clear or in TLS, that ends when its time is over.
actor SMTPConnection: LoopActor {
    nonisolated let loop: EventLoop
    let clock: ProbeClock
    var socket: Int32 = -1
    var tls: TLSSession?
    private var parser = SMTPReplyParser()

    init(on loop: EventLoop, clock: ProbeClock) {
        self.loop = loop
        self.clock = clock
    }

    /// Connects to this address and no other.
    func connect(to address: PermittedAddress, port: UInt16) async throws(ProbeFailure) {
        let begin = ContinuousClock.now
        socket = try Socket.open(address.address.family)
        var code = address.connect(socket, port: port)
        if code == EINPROGRESS {
            try await wait(for: .writable, in: .connect, since: begin)
            code = Socket.pendingError(socket)
        }
        guard code == 0 else { throw .connecting(code) }
    }

    /// Sends a command line and waits for its reply.
    func command(_ line: String, _ step: ProbeStep) async throws(ProbeFailure) -> SMTPReply {
        try await send(Array((line + "\r\n").utf8), step)
        return try await reply(step)
    }

    /// Waits for a whole reply.
    func reply(_ step: ProbeStep) async throws(ProbeFailure) -> SMTPReply {
        let begin = ContinuousClock.now
        while true {
            do throws(SMTPReplyParser.Failure) {
                if let reply = try parser.next() { return reply }
            } catch {
                throw ProbeFailure(kind: .broken, detail: "\(step.text): \(error.sentence)")
            }
            try await receive(step, since: begin)
        }
    }

    /// Throws away what came in the clear behind STARTTLS's 220, so that none of it is taken for
    /// what the server says in TLS (RFC 3207 §4.2); whether there was something.
    func discardPlaintext() -> Bool {
        var found = parser.isWithinReply
        parser.reset()
        // Nothing that comes before our ClientHello can be TLS.
        for _ in 0..<16 {
            guard case .bytes = readPlain({ _ in }) else { break }
            found = true
        }
        return found
    }

    /// Says QUIT, waits a little for the answer, and closes. To be used between two replies.
    func quit() async {
        _ = try? await command("QUIT", .quit)
        tls?.shutDown()
        close()
    }

    /// Closes at once.
    func close() {
        tls = nil
        guard socket >= 0 else { return }
        _ = Glibc.close(socket)
        socket = -1
    }

    /// Waits until the socket is ready, or the step's time is over.
    func wait(
        for interest: SocketInterest, in step: ProbeStep, since begin: ContinuousClock.Instant
    ) async throws(ProbeFailure) {
        let patience = clock.patience(in: step, since: begin)
        do {
            guard try await wait(for: interest, on: socket, limit: patience.left) else {
                throw ProbeFailure(kind: .timeout, detail: patience.detail)
            }
        } catch let failure as ProbeFailure {
            throw failure
        } catch {
            throw .cancelled
        }
    }

    private func send(_ bytes: [UInt8], _ step: ProbeStep) async throws(ProbeFailure) {
        let begin = ContinuousClock.now
        var rest = bytes[...]
        while !rest.isEmpty {
            switch tls?.write(rest) ?? Socket.send(socket, rest) {
            case .bytes(let count): rest = rest.dropFirst(count)
            case .waits(let interest): try await wait(for: interest, in: step, since: begin)
            case .closed: throw .lost(EPIPE, at: step)
            case .failed(let code): throw .lost(code, at: step)
            case .tlsFailed(let error): throw .tls(error, at: step)
            }
        }
    }

    /// Gives the parser what comes next. Why: it waits first, since a reply is never there yet
    /// when its command has just been sent.
    private func receive(
        _ step: ProbeStep, since begin: ContinuousClock.Instant
    ) async throws(ProbeFailure) {
        var isReady = tls?.hasPending ?? false
        while true {
            if !isReady { try await wait(for: .readable, in: step, since: begin) }
            isReady = false
            switch read() {
            case .bytes: return
            case .waits(.readable): continue
            case .waits(.writable): try await wait(for: .writable, in: step, since: begin)
            case .closed:
                throw ProbeFailure(
                    kind: .lost, detail: "\(step.text): the server closed the connection")
            case .failed(let code): throw .lost(code, at: step)
            case .tlsFailed(let error): throw .tls(error, at: step)
            }
        }
    }

    // Why: inlined, its buffer has a place in the task of whoever waits.
    @inline(never)
    private func read() -> SocketProgress {
        tls?.read { parser.append($0) } ?? readPlain { parser.append($0) }
    }

    private func readPlain(_ take: (UnsafeRawBufferPointer) -> Void) -> SocketProgress {
        Socket.receive(socket, take)
    }
}
