import Foundation
import Testing

@testable import DomainLists

@Suite struct ArchiveTests {
    private func withZip(
        _ files: [(name: String, text: String)], _ body: (TemporaryFolder, String) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let writes = files.map { "a.writestr('\($0.name)', '\($0.text)')" }
            let script = ["import zipfile", "a = zipfile.ZipFile('list.zip', 'w')"] + writes
            _ = try folder.write((script + ["a.close()"]).joined(separator: "\n"), as: "make.py")
            try folder.run("python3 make.py")
            try body(folder, folder.path + "/list.zip")
        }
    }

    @Test(arguments: [
        ([("top-1m.csv", "1,a.com")], "the only file"),
        ([("top", "1,a.com")], "the only file, whatever its name"),
        ([("lists/", ""), ("lists/top.csv", "1,a.com")], "in a directory"),
        ([("README.md", "hello"), ("top.CSV", "1,a.com")], "the only list among files"),
        ([("top.txt", "1,a.com"), ("license", "x")], "the list first"),
        ([("__MACOSX/._a.csv", "x"), ("a.csv", "1,a.com"), (".DS_Store", "x")], "from macOS"),
    ])
    func holdsOneList(_ files: [(name: String, text: String)], _ reason: String) throws {
        try withZip(files) { _, path in
            #expect(Reading(path).names == ["a.com"], "\(reason)")
        }
    }

    @Test func severalListsAreRefusedByName() throws {
        try withZip([("a.csv", "1,a.com"), ("b.csv", "1,b.com")]) { _, path in
            let reading = Reading(path)
            #expect(reading.problem == .severalFiles(["a.csv", "b.csv"]))
            #expect(reading.entries.isEmpty)
            #expect(
                reading.message
                    == "The archive '\(path)' holds several files (a.csv, b.csv): unpack it, and "
                    + "name the list.")
        }
    }

    @Test func anArchiveWithoutAFileIsRefused() throws {
        try withZip([("a/", "")]) { #expect(Reading($1).problem == .noFile) }
        try withZip([]) { #expect(Reading($1).problem == .noFile) }
    }

    @Test func ofAPipeASecondFileIsAnErrorAtTheEnd() throws {
        try withZip([("a.csv", "1,a.com\\n"), ("b.csv", "1,b.com")]) { folder, path in
            try folder.run("mkfifo pipe")
            let writer = Process()
            writer.executableURL = URL(fileURLWithPath: "/bin/sh")
            writer.arguments = ["-c", "exec cat '\(path)' > '\(folder.path)/pipe'"]
            try writer.run()
            let reading = Reading(folder.path + "/pipe")
            writer.waitUntilExit()
            #expect(reading.names == ["a.com"])
            #expect(reading.problem == .severalFiles(["the first", "b.csv"]))
        }
    }
}
