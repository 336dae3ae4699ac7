import Foundation
import Testing

/// Makes a folder for one test, and removes it when `body` is done.
func withFolder<Value>(_ body: (Folder) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(Folder(path: url.path()))
}

/// Where a command runs.
struct Folder: Sendable {
    let path: String

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, _ name: String) throws { try write(Data(text.utf8), name) }

    func write(_ bytes: Data, _ name: String) throws {
        try bytes.write(to: URL(filePath: file(name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    /// Runs another program in the folder; it has to succeed.
    @discardableResult
    func run(_ program: String, _ arguments: String...) async throws -> String {
        let end = try await Command.run([program] + arguments, in: self)
        try #require(end.status == 0, "\(program) \(arguments): \(end.errors)")
        return end.output
    }

    /// Runs SQL on a database of the folder, by Python's sqlite3; its rows, one a line.
    @discardableResult
    func sql(_ database: String, _ statements: String) async throws -> [String] {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            for statement in sys.argv[2].split(";"):
                for row in db.execute(statement): print("|".join(str(value) for value in row))
            db.commit()
            """
        let output = try await run("python3", "-c", script, database, statements)
        return output.split(separator: "\n").map(String.init)
    }
}
