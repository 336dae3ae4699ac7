import Foundation
import MailStandards
import Testing

@testable import Census

@Suite struct ExclusionsTests {
    private let first = "example.com\n192.0.2.0/24\n"

    /// What the file is replaced by, and what of it is told at the second look and holds then.
    @Test(arguments: [
        ("example.com\nexample.org\n192.0.2.0/24\n", true, true, "a line more"),
        ("# nobody\n", false, false, "all lines gone"),
        ("example.com\nexample.org,\n", nil, true, "a line that is no name"),
        ("example.com\n192.0.2.0/33\n", nil, true, "a network that is none"),
        ("example.com\u{0}\n", nil, true, "no text"),
    ])
    func isReadAgain(
        _ text: String, _ holdsNew: Bool?, _ holdsOld: Bool, _ why: String
    ) async throws {
        try await withFolder { folder in
            let path = try folder.write(first)
            let exclusions = try Exclusions(path: path)
            #expect(exclusions.look() == .none, "nothing has changed")
            _ = try folder.write(text)
            #expect(exclusions.look() == .none, "it may still be being written")
            switch (exclusions.look(), holdsNew) {
            case (.taken, _?), (.refused, nil): break
            case (let change, _): Issue.record("\(why): \(change)")
            }
            #expect(exclusions.excludes("www.example.com") == holdsOld, "\(why)")
            #expect(exclusions.excludes("example.org") == holdsNew ?? false, "\(why)")
            #expect(exclusions.look() == .none, "it is told once")
        }
    }

    @Test func aFileThatIsGoneExcludesAsBefore() async throws {
        try await withFolder { folder in
            let path = try folder.write(first)
            let exclusions = try Exclusions(path: path)
            try FileManager.default.removeItem(atPath: path)
            #expect(exclusions.look() == .none)
            guard case .refused = exclusions.look() else {
                Issue.record("nobody was told")
                return
            }
            #expect(exclusions.look() == .none, "it is told once")
            #expect(exclusions.excludes("example.com"))
            _ = try folder.write("example.org\n")
            #expect(exclusions.look() == .none)
            #expect(exclusions.look() == .taken(names: 1, networks: 0), "it is back")
            #expect(exclusions.excludes("example.org"))
        }
    }

    /// As editors and `mv` do it: the same size, perhaps the same second, another file.
    @Test func aFileThatIsReplacedIsReadAgain() async throws {
        try await withFolder { folder in
            let path = try folder.write("example.com\n")
            let exclusions = try Exclusions(path: path)
            let other = try folder.write("example.org\n", "other")
            #expect(rename(other, path) == 0)
            #expect(exclusions.look() == .none)
            #expect(exclusions.look() == .taken(names: 1, networks: 0))
            #expect(exclusions.excludes("example.org"))
            #expect(!exclusions.excludes("example.com"))
        }
    }

    @Test func withoutAFileNothingIsExcluded() {
        let exclusions = Exclusions()
        #expect(exclusions.look() == .none)
        #expect(!exclusions.excludes("example.com"))
    }
}
