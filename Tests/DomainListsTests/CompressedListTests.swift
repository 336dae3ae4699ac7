import Foundation
import Testing

@testable import DomainLists

@Suite struct CompressedListTests {
    private static let list = (1...5000).map { "\($0),d\($0 * 7919 % 5003).example.com\n" }.joined()

    private static let packers = [
        ("gzip -c list.csv > packed", "gzip"),
        ("xz -c list.csv > packed", "xz"),
        ("zstd -qc list.csv > packed", "zstd"),
        (
            "python3 -c \"import zipfile as z; z.ZipFile('packed', 'w', z.ZIP_DEFLATED)"
                + ".write('list.csv')\"",
            "zip"
        ),
        ("cat list.csv > packed", "plain"),
    ]

    @Test(arguments: packers)
    func isRecognisedByContent(_ command: String, _ format: String) throws {
        try withTemporaryFolder { folder in
            _ = try folder.write(Self.list, as: "list.csv")
            try folder.run(command)
            // The name says nothing, or the wrong thing.
            try folder.run("mv packed list.txt.gz")
            let reading = Reading(folder.path + "/list.txt.gz")
            #expect(reading.isWhole)
            #expect(reading.ranks == Array(1...5000))
            #expect(reading.names.first == "d2916.example.com")
        }
    }

    @Test(arguments: packers)
    func mayComeThroughAPipe(_ command: String, _ format: String) throws {
        try withTemporaryFolder { folder in
            _ = try folder.write(Self.list, as: "list.csv")
            try folder.run(command + " && mkfifo pipe")
            let writer = Process()
            writer.executableURL = URL(fileURLWithPath: "/bin/sh")
            writer.arguments = ["-c", "exec cat '\(folder.path)/packed' > '\(folder.path)/pipe'"]
            try writer.run()
            let reading = Reading(folder.path + "/pipe")
            writer.waitUntilExit()
            #expect(reading.isWhole)
            #expect(reading.entries.count == 5000)
        }
    }

    /// A list that ends silently is scanned in part and looks whole.
    @Test(arguments: packers.dropLast())
    func aCutListIsAnError(_ command: String, _ format: String) throws {
        try withTemporaryFolder { folder in
            _ = try folder.write(Self.list, as: "list.csv")
            try folder.run(command)
            let packed = try folder.bytes(of: "packed")
            // A zip's directory at its end may be missing; its files are whole without it.
            let shortest = format == "zip" ? 200 : 1
            for cut in [
                shortest, shortest + 8, packed.count / 2, packed.count - 20, packed.count - 6,
            ] {
                let path = try folder.write(packed.dropLast(cut), as: "cut")
                let reading = Reading(path)
                guard case .broken(let lines, _) = reading.problem else {
                    Issue.record("\(format) without its last \(cut) bytes: \(reading.message)")
                    continue
                }
                #expect(lines == reading.lines)
                #expect(reading.rejected.isEmpty, "no line is cut in the middle")
                #expect(
                    reading.message.hasPrefix("The list '\(path)' is broken after \(lines) lines (")
                )
            }
        }
    }

    @Test(arguments: packers.dropLast())
    func aDamagedListIsAnError(_ command: String, _ format: String) throws {
        try withTemporaryFolder { folder in
            _ = try folder.write(Self.list, as: "list.csv")
            try folder.run(command)
            let packed = try folder.bytes(of: "packed")
            for tenth in 1...8 {
                var damaged = packed
                damaged[packed.count / 10 * tenth] ^= 0x10
                let reading = Reading(try folder.write(damaged, as: "damaged"))
                guard case .broken = reading.problem else {
                    Issue.record("\(format) with a bit flipped at \(tenth)/10")
                    continue
                }
            }
        }
    }

    @Test func gzipMembersInARowAreOneList() throws {
        try withTemporaryFolder { folder in
            try folder.run("(echo a.com | gzip; echo b.com | gzip; head -c 512 /dev/zero) > list")
            #expect(Reading(folder.path + "/list").names == ["a.com", "b.com"])
        }
    }

    @Test func bytesAfterGzipAreAnError() throws {
        try withTemporaryFolder { folder in
            try folder.run("(echo a.com | gzip; echo b.com) > list")
            let reading = Reading(folder.path + "/list")
            #expect(reading.names == ["a.com"])
            guard case .broken(afterLines: 1, _) = reading.problem else {
                Issue.record("\(reading.message)")
                return
            }
        }
    }

    @Test func anEmptyListCompressedIsEmpty() throws {
        try withTemporaryFolder { folder in
            try folder.run(": | gzip > a; : | xz > b; : | zstd -q > c")
            for name in ["a", "b", "c"] { #expect(Reading(folder.path + "/" + name).isWhole) }
        }
    }
}
