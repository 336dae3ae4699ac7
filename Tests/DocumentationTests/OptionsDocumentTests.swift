import Testing

/// Docs/Options.md holds every command and option of the executable, with its default, and no
/// other.
@Suite struct OptionsDocumentTests {
    private let commands: [CommandDump.Command]
    private let sections: [Markdown.Section]

    /// What ArgumentParser adds to every command.
    private static let everywhere = ["--help", "--version"]

    init() throws {
        let dump = try CommandDump.ofExecutable()
        commands = Self.leaves(of: dump.command)
        sections = try Markdown("Docs/Options.md").sections
    }

    /// The commands that do something, `stage resolve` among them.
    private static func leaves(of command: CommandDump.Command) -> [CommandDump.Command] {
        (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { child in
            let leaves = leaves(of: child)
            return leaves.isEmpty
                ? [child]
                : leaves.map { leaf in
                    var leaf = leaf
                    leaf.commandName = "\(child.commandName) \(leaf.commandName)"
                    return leaf
                }
        }
    }

    /// The rows for a command, by option; a section may be for several commands.
    private func rows(_ command: String) -> [String: [String]] {
        let rows = sections.filter { $0.names.contains(command) }.flatMap(\.rows)
        return Dictionary(
            rows.map { (String(Markdown.codeSpans($0[0])[0].prefix { $0 != " " }), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func hasEachCommand() {
        #expect(commands.count >= 4)
        for command in commands {
            #expect(
                sections.contains { $0.names.contains(command.commandName) },
                "\(command.commandName) is not documented")
        }
    }

    @Test func hasEachOptionWithItsDefault() {
        for command in commands {
            let rows = rows(command.commandName)
            for argument in command.arguments ?? [] {
                guard let name = argument.longName, !Self.everywhere.contains(name) else {
                    continue
                }
                guard let row = rows[name] else {
                    Issue.record("\(command.commandName) \(name) is not documented")
                    continue
                }
                guard let value = argument.defaultValue else { continue }
                #expect(
                    row.last == "`\(value)`", "the default of \(command.commandName) \(name)")
            }
        }
    }

    @Test func promisesNoOthers() {
        for command in commands {
            let known = Set((command.arguments ?? []).compactMap(\.longName))
            for name in rows(command.commandName).keys where name.hasPrefix("--") {
                #expect(known.contains(name), "there is no \(command.commandName) \(name)")
            }
        }
        let names = Set(commands.map(\.commandName))
        for name in sections.flatMap(\.names) {
            #expect(names.contains(name), "there is no command \(name)")
        }
    }
}
