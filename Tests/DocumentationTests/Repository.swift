import Foundation

/// The files of this project, as they lie in the working copy.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What people read, the example report aside.
    static var documents: [String] {
        get throws {
            let docs = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: "Docs").path())
            return docs.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/" + $0 } + [
                "README.md", "CHANGELOG.md", "Reports/README.md", "Datasets/README.md",
                "Tests/TestInternet/README.md", "Benchmarks/README.md",
            ]
        }
    }

    /// Every Swift file of the shipped code, from the root.
    static var sources: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(
                atPath: root.appending(path: "Sources").path()
            )
            .filter { $0.hasSuffix(".swift") }.sorted().map { "Sources/" + $0 }
        }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path())
    }
}
