import Foundation
import Testing

@testable import Store

@Suite struct FilePlaceTests {
    private func withFile(_ body: (URL, URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "place-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "file")
        try Data("one".utf8).write(to: file)
        try body(file, folder.appending(path: "elsewhere"))
    }

    @Test func aFileThatGrowsIsWhereItWas() throws {
        try withFile { file, _ in
            let place = FilePlace(file.path())
            try FileHandle(forWritingTo: file).write(contentsOf: Data("and more".utf8))
            #expect(!place.isGone)
        }
    }

    @Test func aFileThatIsRenamedRemovedOrReplacedIsGone() throws {
        try withFile { file, elsewhere in
            let place = FilePlace(file.path())
            try FileManager.default.moveItem(at: file, to: elsewhere)
            #expect(place.isGone, "renamed")
            try Data("one".utf8).write(to: file)
            #expect(place.isGone, "replaced")
            try FileManager.default.removeItem(at: file)
            #expect(place.isGone, "removed")
            try FileManager.default.moveItem(at: elsewhere, to: file)
            #expect(!place.isGone, "put back")
        }
    }
}
