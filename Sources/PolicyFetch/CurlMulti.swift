internal import CCurl
internal import CEvent
internal import EventLoop

/// A curl multi handle whose sockets and timer are events of the loop.
///
/// Not Sendable: it belongs to the one actor on the loop that made it.
final class CurlMulti {
    private let loop: EventLoop
    private let multi: OpaquePointer
    private var timer: OpaquePointer?
    private var sockets: [Int32: OpaquePointer] = [:]
    private var transfers: [OpaquePointer: (CURLcode) -> Void] = [:]

    init(_ loop: EventLoop) {
        self.loop = loop
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        multi = OpaquePointer(curl_multi_init())
        let this = Unmanaged.passUnretained(self).toOpaque()
        census_curl_multi_on_socket(
            UnsafeMutableRawPointer(multi),
            { _, socket, what, this, _ in
                CurlMulti.from(this).watch(socket, what)
                return 0
            }, this)
        census_curl_multi_on_timer(
            UnsafeMutableRawPointer(multi),
            { _, milliseconds, this in
                CurlMulti.from(this).setTimer(milliseconds)
                return 0
            }, this)
        timer = event_new(
            loop.base, -1, 0,
            { _, _, this in CurlMulti.from(this).act(CURL_SOCKET_TIMEOUT, 0) }, this)
    }

    deinit {
        sockets.values.forEach { event_free($0) }
        event_free(timer)
        curl_multi_cleanup(UnsafeMutableRawPointer(multi))
    }

    /// Starts a transfer; `done` gets its result, unless it is removed before.
    func add(_ easy: OpaquePointer, done: @escaping (CURLcode) -> Void) {
        transfers[easy] = done
        curl_multi_add_handle(UnsafeMutableRawPointer(multi), UnsafeMutableRawPointer(easy))
    }

    func remove(_ easy: OpaquePointer) {
        guard transfers.removeValue(forKey: easy) != nil else { return }
        curl_multi_remove_handle(UnsafeMutableRawPointer(multi), UnsafeMutableRawPointer(easy))
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlMulti {
        Unmanaged<CurlMulti>.fromOpaque(pointer!).takeUnretainedValue()
    }

    private func watch(_ socket: Int32, _ what: Int32) {
        if let event = sockets.removeValue(forKey: socket) { event_free(event) }
        guard what != CURL_POLL_REMOVE else { return }
        var events = census_ev_persist
        if what & CURL_POLL_IN != 0 { events |= census_ev_read }
        if what & CURL_POLL_OUT != 0 { events |= census_ev_write }
        let event = event_new(
            loop.base, socket, events,
            { socket, events, this in
                var flags: Int32 = 0
                if events & census_ev_read != 0 { flags |= CURL_CSELECT_IN }
                if events & census_ev_write != 0 { flags |= CURL_CSELECT_OUT }
                CurlMulti.from(this).act(socket, flags)
            }, Unmanaged.passUnretained(self).toOpaque())
        event_add(event, nil)
        sockets[socket] = event
    }

    private func setTimer(_ milliseconds: Int) {
        guard milliseconds >= 0 else {
            event_del(timer)
            return
        }
        var interval = timeval(.milliseconds(milliseconds))
        event_add(timer, &interval)
    }

    private func act(_ socket: Int32, _ flags: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(UnsafeMutableRawPointer(multi), socket, flags, &running)
        var result = CURLE_OK
        while let easy = census_curl_done(UnsafeMutableRawPointer(multi), &result) {
            let key = OpaquePointer(easy)
            let done = transfers[key]
            remove(key)
            done?(result)
        }
    }
}
