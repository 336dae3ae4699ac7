import Foundation

/// Makes a folder for one test, and removes it when `body` is done.
func withTemporaryFolder(_ body: (TemporaryFolder) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try body(folder)
}

struct TemporaryFolder {
    let path: String

    fileprivate init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("sts-census-lists-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    fileprivate func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    func write(_ text: String, as name: String = "list.txt") throws -> String {
        try write(Data(text.utf8), as: name)
    }

    func write(_ bytes: Data, as name: String) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try bytes.write(to: url)
        return url.path
    }

    func bytes(of name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name))
    }

    /// Runs a shell command in the folder; it has to succeed.
    func run(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw CommandFailed(command: command) }
    }

    struct CommandFailed: Error { let command: String }
}
