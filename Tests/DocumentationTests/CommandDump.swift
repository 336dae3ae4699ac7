import Foundation

/// What the built executable says of its own commands and options.
struct CommandDump: Decodable {
    struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var names: [Name]?
        var defaultValue: String?

        /// `--database`; nil for a positional argument.
        var longName: String? { names?.first { $0.kind == "long" }.map { "--" + $0.name } }
    }

    var command: Command

    /// Asks the executable, which lies beside the test bundle.
    static func ofExecutable() throws -> CommandDump {
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let process = Process()
        process.executableURL = bundle.deletingLastPathComponent().appending(path: "sts-census")
        process.arguments = ["--experimental-dump-help"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(CommandDump.self, from: data)
    }
}
