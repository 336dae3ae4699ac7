import Foundation
import GRDB
import Store
import Testing

@Suite struct CensusDatabaseTests {
    @Test func aNewFileIsACensusDatabase() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            let database = try CensusDatabase(path: path)
            #expect(try database.runs().isEmpty)
            #expect(
                try database.rows("PRAGMA application_id").map { $0[0] } == [0x5354_5343 as Int])
            #expect(try database.rows("PRAGMA journal_mode").map { $0[0] } == ["wal"])
        }
    }

    @Test func anEmptyFileIsTakenAsNew() throws {
        try withFolder { folder in
            let path = try folder.write(Data(), "empty.sqlite")
            #expect(try CensusDatabase(path: path).runs().isEmpty)
        }
    }

    @Test func whatWasWrittenIsThereNextTime() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            _ = try CensusDatabase(path: path).begin("first")
            _ = try CensusDatabase(path: path).begin("second")
            #expect(try CensusDatabase(reading: path).runs().map(\.label) == ["first", "second"])
        }
    }

    /// One file to copy and to hand on, once nobody has it open.
    @Test func onlyOneFileIsLeft() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            do {
                let database = try CensusDatabase(path: path)
                try database.writeSample(try database.begin())
                _ = try database.runs()
            }
            let contents = try folder.contents()
            #expect(Array(contents.keys) == ["census.sqlite"])
        }
    }

    @Test func aReaderSeesWhatAWriterCommits() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            let writer = try CensusDatabase(path: path)
            let reader = try CensusDatabase(reading: path)
            #expect(try reader.runs().isEmpty)
            _ = try writer.begin()
            #expect(try reader.runs().count == 1)
        }
    }

    @Test func aReaderCannotWrite() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            _ = try CensusDatabase(path: path)
            let reader = try CensusDatabase(reading: path)
            #expect(throws: (any Error).self) { try reader.begin() }
        }
    }

    /// A file that is no census database, and what is said of it.
    struct Foreign: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A word of the sentence.
        let word: String
        let make: @Sendable (Folder) throws -> String

        init(
            _ description: String, _ word: String,
            _ make: @escaping @Sendable (Folder) throws -> String
        ) {
            testDescription = description
            self.word = word
            self.make = make
        }
    }

    static let foreign: [Foreign] = [
        Foreign("text", "is no SQLite database") { folder in
            try folder.write(Data("example.com\n".utf8), "list.txt")
        },
        // One byte alone is a new database to SQLite.
        Foreign("two bytes", "is no SQLite database") { try $0.write(Data([7, 7]), "bytes") },
        Foreign("random bytes", "is no SQLite database") { folder in
            try folder.write(Data((0..<8_192).map { UInt8($0 * 7 % 251) }), "noise")
        },
        Foreign("another program's database", "of another program") { folder in
            let queue = try DatabaseQueue(path: folder.file("other.sqlite"))
            try queue.write {
                try $0.execute(sql: "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
            }
            return folder.file("other.sqlite")
        },
        Foreign("another program's database in WAL mode", "of another program") { folder in
            let path = folder.file("other.sqlite")
            try DatabasePool(path: path).write { try $0.execute(sql: "CREATE TABLE mine (a)") }
            return path
        },
        Foreign("a census database of a newer version", "newer sts-census") { folder in
            let path = folder.file("newer.sqlite")
            try CensusDatabase(path: path).pool.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the future')")
            }
            return path
        },
        Foreign("a damaged one", "damaged") { folder in
            let path = folder.file("census.sqlite")
            _ = try CensusDatabase(path: path).begin()
            var bytes = try Data(contentsOf: URL(filePath: path))
            // The schema's pages after the file's header.
            for index in 100..<bytes.count { bytes[index] = 0xFF }
            return try folder.write(bytes, "census.sqlite")
        },
        Foreign("a directory", "is a directory") { $0.path },
        Foreign("a folder that is not there", "folder") { $0.file("nowhere/census.sqlite") },
        Foreign("below a file", "folder") { folder in
            try folder.write(Data(), "file") + "/census.sqlite"
        },
    ]

    @Test(arguments: foreign)
    func refusedAndLeftAsItIs(_ foreign: Foreign) throws {
        try withFolder { folder in
            let path = try foreign.make(folder)
            let before = try folder.files()
            let fault = #expect(throws: DatabaseFault.self) { try CensusDatabase(path: path) }
            #expect(
                fault?.description.contains(foreign.word) == true, "\(fault?.description ?? "")")
            #expect(fault?.description.contains("'\(path)'") == true, "it names the file")
            let after = try folder.files()
            #expect(after == before)
        }
    }

    @Test(arguments: foreign)
    func refusedForReadingToo(_ foreign: Foreign) throws {
        try withFolder { folder in
            let path = try foreign.make(folder)
            let before = try folder.files()
            let fault = #expect(throws: DatabaseFault.self) {
                try CensusDatabase(reading: path).runs()
            }
            #expect(fault?.description.contains("'\(path)'") == true, "it names the file")
            let after = try folder.files()
            #expect(after == before)
        }
    }

    @Test func nothingToRead() throws {
        try withFolder { folder in
            let fault = #expect(throws: DatabaseFault.self) {
                try CensusDatabase(reading: folder.file("census.sqlite"))
            }
            #expect(fault?.description.contains("there is no database") == true)
            let contents = try folder.contents()
            #expect(contents.isEmpty, "reading makes no file")
        }
    }
}
