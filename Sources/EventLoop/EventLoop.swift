internal import CEvent
internal import Glibc
internal import Synchronization

/// A thread that runs libevent, and on which the actors and tasks of the census run too.
///
/// It is their executor: C libraries that sit on the event base (libunbound, libcurl, OpenSSL on
/// plain sockets) are called, and call back, on the one thread that owns their state, and the
/// compiler checks that no other code touches it. A loop lives as long as the process.
///
/// `@unchecked Sendable`: ``inbox`` is behind its lock, the rest is only touched on the thread.
package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        /// A wake-up is on its way; one serves for everything that comes in until then.
        var isWoken = false
    }

    /// A `struct event_base *`, for the C libraries that hook in to the loop.
    package nonisolated(unsafe) let base: OpaquePointer
    private let inbox = Mutex(Inbox())
    private let wakeFD: Int32
    private nonisolated(unsafe) var wakeEvent: OpaquePointer?
    private let threadID = Atomic<UInt>(0)

    /// Starts the thread.
    package init() {
        guard let base = event_base_new() else { preconditionFailure("libevent gave no base") }
        self.base = base
        wakeFD = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(wakeFD >= 0, "no file descriptor left for an event loop")
        let this = Unmanaged.passRetained(self).toOpaque()
        wakeEvent = event_new(
            base, wakeFD, census_ev_read | census_ev_persist,
            { fd, what, this in
                // The thread wakes itself without a write.
                if what & census_ev_read != 0 {
                    var count: UInt64 = 0
                    _ = read(fd, &count, 8)
                }
                Unmanaged<EventLoop>.fromOpaque(this!).takeUnretainedValue().runInbox()
            }, this)
        event_add(wakeEvent, nil)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { this in
                let loop = Unmanaged<EventLoop>.fromOpaque(this!).takeUnretainedValue()
                loop.threadID.store(pthread_self(), ordering: .relaxed)
                census_name_thread("loop")
                event_base_loop(loop.base, EVLOOP_NO_EXIT_ON_EMPTY)
                return nil
            }, this)
        precondition(status == 0, "no thread for an event loop")
        pthread_detach(thread)
    }

    /// Whether the caller is on the loop's thread.
    package var isCurrent: Bool { threadID.load(ordering: .relaxed) == pthread_self() }

    /// Runs a closure on the loop's thread, soon.
    package func execute(_ call: @escaping @Sendable () -> Void) { put(.call(call)) }

    /// Runs a job of an actor or task on the loop's thread: the executor's duty.
    package func enqueue(_ job: consuming ExecutorJob) { put(.job(UnownedJob(job))) }

    /// Stops the process where a foreign thread touches the loop's state.
    package func checkIsolated() {
        precondition(isCurrent, "loop state touched from a foreign thread")
    }

    /// The same as a question.
    package func isIsolatingCurrentContext() -> Bool? { isCurrent }

    private func put(_ work: Work) {
        let wakes = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isWoken = true }
            return !inbox.isWoken
        }
        guard wakes else { return }
        if isCurrent {
            event_active(wakeEvent, Int32(census_ev_timeout), 0)
        } else {
            var one: UInt64 = 1
            _ = write(wakeFD, &one, 8)
        }
    }

    /// Runs what has come in. What comes in meanwhile has a turn of its own, before I/O is looked for
    /// again: libevent runs in the same pass what is made active in it.
    private func runInbox() {
        let work = inbox.withLock { inbox in
            inbox.isWoken = false
            return exchange(&inbox.work, with: [])
        }
        for item in work {
            switch item {
            case .job(let job):
                job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            case .call(let call): call()
            }
        }
    }
}

private func exchange<Value>(_ place: inout Value, with new: Value) -> Value {
    let old = place
    place = new
    return old
}
