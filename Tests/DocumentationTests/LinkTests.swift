import Foundation
import Testing

/// What a document points to is there.
@Suite struct LinkTests {
    @Test func relativeLinksLeadSomewhere() throws {
        for document in try Repository.documents {
            let folder = document.split(separator: "/").dropLast().joined(separator: "/")
            for match in try Repository.text(document).matches(of: /\]\(([^)\s]+)\)/) {
                let target = match.1.prefix { $0 != "#" }
                if target.isEmpty || target.contains(":") { continue }
                let path = folder.isEmpty ? String(target) : "\(folder)/\(target)"
                #expect(Repository.has(path), "\(document) points to \(target)")
            }
        }
    }

    /// Paths from the root, in code: `scripts/census`.
    @Test func pathsInCodeExist() throws {
        let path = /(?:^|[\s`"(])((?:Datasets|Docs|Reports|Sources|Tests|scripts)\/[\w.\/+-]*\w)/
        for document in try Repository.documents {
            for match in try Repository.text(document).matches(of: path) {
                #expect(Repository.has(String(match.1)), "\(document) names \(match.1)")
            }
        }
    }
}
