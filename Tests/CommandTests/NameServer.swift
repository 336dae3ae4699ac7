import Foundation
import Testing

/// The resolver of ``nameServerScript``, started once for all tests.
struct NameServer: Sendable {
    private static let shared = Result { try NameServer() }

    private let port: String
    /// Its end is the end of the server.
    private let input: Pipe

    private init() throws {
        input = Pipe()
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", nameServerScript]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the name server did not start")
            text += String(decoding: data, as: UTF8.self)
        }
        port = text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What has `scan` and `check` ask it, and nobody else.
    static func options() throws -> [String] {
        ["--resolver", "127.0.0.1@\(try shared.get().port)", "--anchors", "none"]
    }
}
