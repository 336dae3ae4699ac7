internal import CEvent
internal import Glibc

/// One wait for a C library's callback, from its start to whichever end comes first.
///
/// `@unchecked Sendable`: touched only on its loop's thread, which every method checks.
package final class LoopOperation<Value: Sendable>: @unchecked Sendable {
    /// How a wait has ended.
    package enum End: Sendable {
        case finished(Value)
        case timedOut, cancelled
    }

    /// Stops the operation in the C library when nobody waits for it any more.
    package var onAbandon: (() -> Void)?
    /// Frees what the wait needed, however it ends.
    package var onEnd: (() -> Void)?

    private let loop: EventLoop
    private var continuation: UnsafeContinuation<End, Never>?
    private var timer: OpaquePointer?

    init(on loop: EventLoop) { self.loop = loop }

    /// Whether somebody still waits.
    package var isWaiting: Bool { continuation != nil }

    /// To be called by the C callback, with what it brought; later calls do nothing.
    package func finish(_ value: Value) { end(.finished(value)) }

    func start(_ continuation: UnsafeContinuation<End, Never>, limit: Duration?) {
        loop.checkIsolated()
        self.continuation = continuation
        guard let limit else { return }
        let this = Unmanaged.passUnretained(self).toOpaque()
        timer = event_new(
            loop.base, -1, 0,
            { _, _, this in
                LoopTimeout.from(this!).expire()
            }, this)
        var interval = timeval(limit)
        event_add(timer, &interval)
    }

    func abandon(_ end: End) {
        guard isWaiting else { return }
        onAbandon?()
        self.end(end)
    }

    private func end(_ end: End) {
        loop.checkIsolated()
        guard let continuation else { return }
        self.continuation = nil
        if let timer { event_free(timer) }
        onEnd?()
        onEnd = nil
        onAbandon = nil
        continuation.resume(returning: end)
    }
}

/// A generic class has no C function pointer of its own, so its timer calls through this.
private protocol Expiring: AnyObject { func expire() }

extension LoopOperation: Expiring {
    fileprivate func expire() { abandon(.timedOut) }
}

private enum LoopTimeout {
    static func from(_ pointer: UnsafeMutableRawPointer) -> any Expiring {
        Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue() as! any Expiring
    }
}

extension timeval {
    /// Rounded up to a microsecond, never negative.
    package init(_ duration: Duration) {
        let (seconds, attoseconds) = max(duration, .zero).components
        let microseconds = Int((attoseconds + 999_999_999_999) / 1_000_000_000_000)
        self.init(
            tv_sec: Int(seconds) + microseconds / 1_000_000, tv_usec: microseconds % 1_000_000)
    }
}
