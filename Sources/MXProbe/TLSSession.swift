internal import Addresses
internal import COpenSSL
internal import Certificates
internal import EventLoop
internal import Glibc
internal import MailStandards
internal import Observations

/// The TLS side of one connection. Every call returns at once.
final class TLSSession {
    private let ssl: OpaquePointer
    private let byteLimit: Int

    /// Takes over a connected socket, from whose next byte on everything is TLS.
    ///
    /// The server name is sent as SNI if it is a host name, and none of those that are written
    /// like an address (RFC 6066 §3).
    init?(
        _ context: TLSContext, socket: Int32, serverName: DomainName,
        offering offer: HandshakeOffer, byteLimit: Int
    ) {
        guard let ssl = SSL_new(context.pointer) else { return nil }
        self.ssl = ssl
        self.byteLimit = byteLimit
        guard SSL_set_fd(ssl, socket) == 1 else { return nil }
        census_ssl_limit_reads(ssl, byteLimit)
        if serverName.isHostName(underscores: true), IPAddress(serverName.text) == nil {
            _ = census_ssl_set_server_name(ssl, serverName.text)
        }
        if offer.anonymous {
            SSL_set_cipher_list(ssl, TLSContext.anonymousCipherSuites)
            // TLS 1.3 has no such suites.
            _ = census_ssl_set_highest_version(ssl, TLS1_2_VERSION)
        }
        if let version = offer.only?.number {
            _ = census_ssl_set_highest_version(ssl, version)
            _ = census_ssl_set_lowest_version(ssl, version)
        }
    }

    deinit { SSL_free(ssl) }

    /// Goes on with the handshake; `bytes` when it is done.
    func handshake() -> SocketProgress { perform { SSL_connect(ssl) } }

    func read(_ take: (UnsafeRawBufferPointer) -> Void) -> SocketProgress {
        withUnsafeTemporaryAllocation(byteCount: Socket.chunk, alignment: 1) { buffer in
            let progress = perform { SSL_read(ssl, buffer.baseAddress, Int32(buffer.count)) }
            if case .bytes(let count) = progress {
                take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            return progress
        }
    }

    func write(_ bytes: ArraySlice<UInt8>) -> SocketProgress {
        bytes.withUnsafeBytes { bytes in
            perform { SSL_write(ssl, bytes.baseAddress, Int32(bytes.count)) }
        }
    }

    /// Whether bytes have been read from the socket that ``read(_:)`` has not given yet.
    var hasPending: Bool { SSL_has_pending(ssl) == 1 }

    /// Tells the server that nothing more comes (RFC 8446 §6.1), without waiting for its answer.
    func shutDown() {
        ERR_clear_error()
        SSL_shutdown(ssl)
    }

    /// What the handshake agreed on, and the certificates shown, which `parsed` remembers.
    func facts(_ parsed: ParsedCertificates) -> TLSFacts {
        TLSFacts(
            version: String(cString: SSL_get_version(ssl)),
            cipher: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)).map { String(cString: $0) },
            group: group, chain: ShownChain(SSL_get_peer_cert_chain(ssl), into: parsed))
    }

    private var group: String? {
        let id = census_ssl_negotiated_group(ssl)
        guard id != 0 else { return nil }
        return SSL_group_to_name(ssl, id).map { String(cString: $0) }
    }

    private func perform(_ call: () -> Int32) -> SocketProgress {
        ERR_clear_error()
        errno = 0
        let status = call()
        let code = errno
        guard status <= 0 else { return .bytes(Int(status)) }
        return switch SSL_get_error(ssl, status) {
        case SSL_ERROR_WANT_READ: .waits(.readable)
        case SSL_ERROR_WANT_WRITE: .waits(.writable)
        case SSL_ERROR_ZERO_RETURN: .closed
        case SSL_ERROR_SYSCALL where isOverLimit:
            .tlsFailed(TLSError("more than \(byteLimit) bytes came"))
        case SSL_ERROR_SYSCALL: code == 0 ? .closed : .failed(code)
        default:
            .tlsFailed(TLSError.take(hasChosenCipher: SSL_get_pending_cipher(ssl) != nil))
        }
    }

    private var isOverLimit: Bool {
        BIO_number_read(SSL_get_rbio(ssl)) >= UInt64(byteLimit)
    }
}
