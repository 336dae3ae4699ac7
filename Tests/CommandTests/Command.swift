import Foundation
import Glibc
import Testing

/// How a command ended.
struct CommandEnd: Sendable {
    var status: Int32
    var output: String
    var errors: String
}

/// A command that runs in a folder.
struct Command: Sendable {
    /// The built executable, which lies beside the test bundle.
    static let executable: String = {
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appending(path: "sts-census").path()
    }()

    /// As root the permissions of files count only without the capability to pass them by.
    static let mortal =
        geteuid() == 0
        ? [
            "setpriv", "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
        ] : []

    private let process: Process
    private let folder: Folder
    private let name: String

    /// Runs `sts-census` to its end.
    static func census(
        _ arguments: [String], in folder: Folder, through wrapper: [String] = [],
        input: String? = nil
    ) async throws -> CommandEnd {
        try await run(wrapper + [executable] + arguments, in: folder, input: input)
    }

    static func run(
        _ words: [String], in folder: Folder, input: String? = nil
    ) async throws -> CommandEnd {
        try await Command(words, in: folder, input: input).end()
    }

    /// Starts a command; one that hangs is killed, with status 124.
    init(_ words: [String], in folder: Folder, input: String? = nil) throws {
        self.folder = folder
        name = "\(UUID())"
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--signal=KILL", "--foreground", "120"] + words
        process.currentDirectoryURL = URL(filePath: folder.path)
        for stream in ["in", "out", "err"] {
            try folder.write(stream == "in" ? input ?? "" : "", name + stream)
        }
        process.standardInput = try handle("in")
        process.standardOutput = try handle("out")
        process.standardError = try handle("err")
        // Threads of the tests block signals, and a child would inherit that.
        var (none, blocked) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
    }

    /// Waits until it is over.
    func end() async throws -> CommandEnd {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [process] in
                process.waitUntilExit()
                continuation.resume()
            }
        }
        return CommandEnd(
            status: process.terminationStatus, output: try folder.text(name + "out"),
            errors: try folder.text(name + "err"))
    }

    /// Waits until it has said something on stderr; false when it ends without.
    func hasSaid(_ text: String) async throws -> Bool {
        while true {
            let isOver = !process.isRunning
            if try folder.text(name + "err").contains(text) { return true }
            if isOver { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Sends SIGINT, as Ctrl-C does.
    func interrupt() async throws {
        // The process is timeout(1), which passes it on.
        try #require(Glibc.kill(process.processIdentifier, SIGINT) == 0)
    }

    /// Sends SIGKILL to the command itself, as a power cut would.
    func kill() async throws {
        let parent = process.processIdentifier
        // The process is timeout(1), whose only child it is.
        let children = try String(
            contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
        let child = try #require(pid_t(children.trimmingCharacters(in: .whitespaces)))
        try #require(Glibc.kill(child, SIGKILL) == 0)
    }

    private func handle(_ stream: String) throws -> FileHandle {
        let url = URL(filePath: folder.file(name + stream))
        return stream == "in"
            ? try FileHandle(forReadingFrom: url) : try FileHandle(forWritingTo: url)
    }
}
