import Foundation
import Testing

/// Docs/Architecture.md names every target.
@Suite struct ArchitectureDocumentTests {
    @Test func namesEachTarget() throws {
        let document = try Repository.text("Docs/Architecture.md")
        let targets = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "Sources").path())
        #expect(targets.count > 15)
        for target in targets.sorted() {
            #expect(document.contains("`\(target)`"), "\(target) is not documented")
        }
    }
}
