internal import Addresses
internal import CCurl
internal import COpenSSL
internal import Certificates
internal import EventLoop
internal import Glibc
internal import MailStandards
internal import Observations

/// What all transfers of a fetcher have in common.
struct TransferSettings: Sendable {
    let trust: ChainVerifier
    let userAgent: String
    let port: UInt16
    let totalLimit: Duration
}

/// One policy fetch: a curl easy handle and what came over it.
///
/// Not Sendable: it belongs to the fetcher that made it.
final class CurlTransfer {
    let easy: OpaquePointer
    let document: PolicyDocument
    private let addresses: [PermittedAddress]
    private let settings: TransferSettings
    let startedAt = Timestamp.now()
    let startedClock = ContinuousClock.now
    private var lists: [OpaquePointer] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Bytes in the lines of all headers and trailers: libcurl keeps each, at some 70 bytes more.
    static let headerLimit = 65_536
    static let headerLineLimit = 1_000
    private var headerBytes = 0
    private var headerLines = 0
    var isHeaderTooLong: Bool {
        headerBytes > Self.headerLimit || headerLines > Self.headerLineLimit
    }
    /// Whether the blank line behind the header came.
    private(set) var hasWholeHeader = false
    private(set) var address: IPAddress?
    /// This machine had no socket for the connection, which says nothing about the host.
    private(set) var lacksSocket = false
    /// Whether a connection stood, so that a handshake could begin.
    ///
    /// Why: libcurl 7.88 says when it connected only once the handshake is done.
    private(set) var hasBegunTLS = false
    private(set) var chain: [CertificateDER] = []
    private(set) var certificate: ChainVerdict?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// What TLS may read over the whole connection: the longest policy in chunks of a byte, and
    /// the longest chain.
    ///
    /// Why: OpenSSL and libcurl work off what takes them no further, messages of the handshake
    /// that mean nothing or trailers, as fast as it comes, and the loop stands still meanwhile.
    static let byteLimit = 524_288
    private let readLimit = UnsafeMutablePointer<census_read_limit>.allocate(capacity: 1)
    /// Whether more came than is read.
    var hasReachedByteLimit: Bool { readLimit.pointee.is_reached != 0 }

    init(
        _ document: PolicyDocument, addresses: [PermittedAddress], _ settings: TransferSettings
    ) {
        self.document = document
        self.addresses = addresses
        self.settings = settings
        easy = OpaquePointer(curl_easy_init())
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        readLimit.initialize(
            to: census_read_limit(bytes: UInt64(Self.byteLimit), is_reached: 0))
        setOptions()
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(UnsafeMutablePointer(list)) }
        errorText.deallocate()
        readLimit.deallocate()
    }

    var handle: UnsafeMutableRawPointer { UnsafeMutableRawPointer(easy) }

    private func setOptions() {
        let (host, port) = (document.host, settings.port)
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, "https://\(host)\(document.path)"),
            (CURLOPT_USERAGENT, settings.userAgent), (CURLOPT_PROXY, ""),
            (CURLOPT_PROTOCOLS_STR, "https"), (CURLOPT_CAINFO, nil), (CURLOPT_CAPATH, nil),
        ]
        for (option, value) in texts { census_curl_set_text(handle, option, value) }
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_SSL_SESSIONID_CACHE, 0), (CURLOPT_SSL_VERIFYPEER, 1),
            // The verify callback checks the name, by DNS-ID alone.
            (CURLOPT_SSL_VERIFYHOST, 0), (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1),
            (CURLOPT_CONNECTTIMEOUT, 30),
            (CURLOPT_TIMEOUT_MS, Int(settings.totalLimit / .milliseconds(1))),
            (CURLOPT_DNS_CACHE_TIMEOUT, 0),
        ]
        for (option, value) in numbers { census_curl_set_long(handle, option, value) }
        let pinned = addresses.map(\.address).map { $0.family == .ipv6 ? "[\($0)]" : "\($0)" }
        setList(CURLOPT_RESOLVE, "\(host):\(port):" + pinned.joined(separator: ","))
        if port != 443 { setList(CURLOPT_CONNECT_TO, "\(host):443:\(host):\(port)") }
        census_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    }

    private func setList(_ option: CURLoption, _ item: String) {
        guard let list = curl_slist_append(nil, item) else { return }
        census_curl_set_list(handle, option, list)
        lists.append(OpaquePointer(list))
    }

    private func setCallbacks() {
        let this = Unmanaged.passUnretained(self).toOpaque()
        census_curl_on_write(handle) { bytes, size, count, this in
            CurlTransfer.from(this).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        census_curl_set_pointer(handle, CURLOPT_WRITEDATA, this)
        census_curl_on_header(handle) { bytes, size, count, this in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return CurlTransfer.from(this).take(headerLine: line)
        }
        census_curl_set_pointer(handle, CURLOPT_HEADERDATA, this)
        census_curl_on_open_socket(handle) { this, _, address in
            guard let address else { return -1 }
            return CurlTransfer.from(this).openSocket(address)
        }
        census_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, this)
        census_curl_on_ssl_context(handle) { _, context, this in
            let transfer = CurlTransfer.from(this)
            transfer.hasBegunTLS = true
            census_ssl_ctx_limit_reads(OpaquePointer(context), transfer.readLimit)
            SSL_CTX_set_cert_verify_callback(
                OpaquePointer(context),
                { store, this in
                    CurlTransfer.from(this).verify(store)
                }, this)
            return CURLE_OK
        }
        census_curl_set_pointer(handle, CURLOPT_SSL_CTX_DATA, this)
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer {
        Unmanaged<CurlTransfer>.fromOpaque(pointer!).takeUnretainedValue()
    }

    /// Takes a line of a header; anything but its length makes libcurl stop.
    ///
    /// libcurl takes a header that breaks off for a whole one.
    private func take(headerLine line: UnsafeRawBufferPointer) -> Int {
        headerBytes += line.count
        headerLines += 1
        guard !isHeaderTooLong else { return 0 }
        if line.starts(with: "HTTP/".utf8) { hasWholeHeader = false }
        if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) {
            hasWholeHeader = true
        }
        return line.count
    }

    /// Takes a piece of the body; anything but its length makes libcurl stop.
    private func take(_ piece: UnsafeRawBufferPointer) -> Int {
        let room = MTASTSPolicy.sizeLimit - body.count
        body += piece.prefix(room)
        isTooLarge = piece.count > room
        return isTooLarge ? 0 : piece.count
    }

    /// Opens a socket to one of the pinned addresses, and to no other.
    private func openSocket(_ target: UnsafeMutablePointer<curl_sockaddr>) -> Int32 {
        let family = target.pointee.family
        // libcurl hands out a struct that goes on behind the sockaddr it declares.
        let start = UnsafeRawPointer(target) + MemoryLayout<curl_sockaddr>.offset(of: \.addr)!
        let bytes = UnsafeRawBufferPointer(
            start: start + (family == AF_INET ? 4 : 8), count: family == AF_INET ? 4 : 16)
        guard let pinned = addresses.first(where: { $0.address.bytes.elementsEqual(bytes) }) else {
            return -1
        }
        address = pinned.address
        let socket = FileShortage.socket(
            family, target.pointee.socktype, target.pointee.protocol)
        lacksSocket = socket == nil && FileShortage.codes.contains(errno)
        return socket ?? -1
    }

    /// Judges the chain that the host shows, in place of OpenSSL's own verification, so that the
    /// reason is exact and the same rules hold as for MX hosts.
    private func verify(_ store: OpaquePointer?) -> Int32 {
        let untrusted = X509_STORE_CTX_get0_untrusted(store)
        chain = ShownChain(untrusted, into: settings.trust.certificates).certificates
        let verdict = settings.trust.verdict(chain: chain, host: document.host, at: .now())
        certificate = verdict
        let isValid = verdict.word == .valid
        X509_STORE_CTX_set_error(
            store, isValid ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION)
        return isValid ? 1 : 0
    }
}
