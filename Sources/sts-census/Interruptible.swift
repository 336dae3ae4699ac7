import ArgumentParser
import Foundation

/// Work that Ctrl-C, or SIGTERM, ends early but in good order.
enum Interruptible {
    /// Cancels the work at the first signal; a second one ends the process at once.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(130) }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        return await task.result
    }
}

/// How a command ends that could not do its work.
enum Failure {
    /// Says the error's sentence on stderr; the exit status comes back: 130 when interrupted,
    /// 1 for the rest.
    static func exit(_ error: any Error) throws -> ExitCode {
        if error is CancellationError { return ExitCode(130) }
        let sentence = TerminalText.harmless("sts-census: \(error)")
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        return ExitCode(1)
    }
}
