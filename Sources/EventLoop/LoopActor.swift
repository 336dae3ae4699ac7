internal import CEvent

/// An actor that lives on an event loop's thread and owns state of a C library there.
package protocol LoopActor: Actor {
    nonisolated var loop: EventLoop { get }
}

extension LoopActor {
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Waits for something that a C library or libevent will call back for.
    ///
    /// `begin` starts it and sets ``LoopOperation/onAbandon``, which has to stop it for good.
    /// Nil when the limit is over first. The task's cancellation ends the wait at once.
    package func operation<Value: Sendable>(
        limit: Duration? = nil, _ begin: (LoopOperation<Value>) -> Void
    ) async throws(CancellationError) -> Value? {
        let operation = LoopOperation<Value>(on: loop)
        let end = await withTaskCancellationHandler {
            // A closure is isolated to the actor only if it captures it; else it would run, and
            // call into the C library, on a foreign thread.
            _ = self
            return await withUnsafeContinuation { continuation in
                operation.start(continuation, limit: limit)
                if Task.isCancelled {
                    operation.abandon(.cancelled)
                } else {
                    begin(operation)
                }
            }
        } onCancel: {
            loop.execute { operation.abandon(.cancelled) }
        }
        switch end {
        case .finished(let value): return value
        case .timedOut: return nil
        case .cancelled: throw CancellationError()
        }
    }

    /// Waits until a socket is ready; false when the limit is over first.
    package func wait(
        for interest: SocketInterest, on socket: Int32, limit: Duration
    ) async throws(CancellationError) -> Bool {
        let ready: Void? = try await operation(limit: limit) { (operation: LoopOperation<Void>) in
            let this = Unmanaged.passUnretained(operation).toOpaque()
            let event = event_new(
                loop.base, socket, interest.events,
                { _, _, this in
                    let this = Unmanaged<LoopOperation<Void>>.fromOpaque(this!)
                    this.takeUnretainedValue().finish(())
                }, this)
            operation.onEnd = { event_free(event) }
            event_add(event, nil)
        }
        return ready != nil
    }
}

/// What a socket is waited for.
package enum SocketInterest: Sendable {
    case readable, writable

    var events: Int16 { self == .readable ? census_ev_read : census_ev_write }
}
