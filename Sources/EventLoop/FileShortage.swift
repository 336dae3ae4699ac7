internal import Glibc

/// When this process, or this machine, has no file descriptor left: it says nothing about anybody
/// else, so whatever needs one waits.
package enum FileShortage {
    /// What socket(2) says then.
    package static let codes: Set<Int32> = [EMFILE, ENFILE, ENOBUFS, ENOMEM]

    /// Others end within a minute, and give their descriptors back.
    private static let pause: Duration = .seconds(1)
    private static let tries = 60

    /// Descriptors that no connection may take. Why: the database opens files when it needs them,
    /// and Swift's thread pool ends the process where it cannot open one in /proc.
    private static let reserve = 16

    /// A new socket; nil, with `errno` set, where there is none but in the reserve.
    package static func socket(_ family: Int32, _ type: Int32, _ protocolNumber: Int32) -> Int32? {
        let descriptor = Glibc.socket(family, type, protocolNumber)
        guard descriptor >= 0 else { return nil }
        guard isReserved(descriptor) else { return descriptor }
        close(descriptor)
        errno = EMFILE
        return nil
    }

    /// Whether a file descriptor can hardly be had at this moment.
    package static var isNow: Bool {
        let descriptor = dup(STDERR_FILENO)
        guard descriptor >= 0 else { return codes.contains(errno) }
        defer { close(descriptor) }
        return isReserved(descriptor)
    }

    /// The system gives out the lowest number that is free, so a high one tells that few are left.
    private static func isReserved(_ descriptor: Int32) -> Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return false
        }
        return Int(descriptor) + reserve >= Int(clamping: limit.rlim_cur)
    }

    /// Waits until there is none, for a minute at most.
    package static func wait() async throws(CancellationError) {
        _ = try await outlast { () async throws(CancellationError) in
            !isNow
        } isOver: {
            $0
        }
    }

    /// What `body` gives when there is no shortage, or at its last try.
    package static func outlast<Value>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws(CancellationError) -> Value, isOver: (Value) -> Bool
    ) async throws(CancellationError) -> Value {
        for _ in 1..<tries {
            let value = try await body()
            if isOver(value) { return value }
            do {
                try await Task.sleep(for: pause)
            } catch {
                throw CancellationError()
            }
        }
        return try await body()
    }
}
