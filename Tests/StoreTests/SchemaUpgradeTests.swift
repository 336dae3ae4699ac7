import Foundation
import GRDB
import Testing

@testable import Store

/// A database of an older version is copied, then brought up to date.
@Suite struct SchemaUpgradeTests {
    /// A database with one run, as a version of before left it.
    private func older(_ version: String, in folder: Folder) throws -> String {
        let path = folder.file("census.sqlite")
        let queue = try DatabaseQueue(path: path)
        try CensusDatabase.migrator.migrate(queue, upTo: version)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO run (run_id, label, list, state, started_at, version, options)
                    VALUES (7, 'old', 'list', 'finished', '2026-11-23T12:00:00Z', '0.0.1', '{}')
                    """)
        }
        return path
    }

    @Test(arguments: CensusDatabase.migrator.migrations.dropLast())
    func isCopiedAndBroughtUpToDate(version: String) throws {
        try withFolder { folder in
            let path = try older(version, in: folder)
            let before = try Data(contentsOf: URL(filePath: path))
            let upgrade = try #require(try CensusDatabase.bringUpToDate(path: path))
            #expect(upgrade.before == version)
            #expect(upgrade.copy == "\(path).schema-\(version)")
            #expect(upgrade.description.contains("'\(upgrade.copy)'"))
            #expect(try CensusDatabase(reading: path).runs().map(\.id) == [7])
            let names = try folder.files().keys.sorted()
            #expect(names == ["census.sqlite", "census.sqlite.schema-\(version)"])
            let copy = try Data(contentsOf: URL(filePath: upgrade.copy))
            #expect(copy.count == before.count)
            let kept = try DatabaseQueue(path: upgrade.copy)
            #expect(
                try kept.read { try CensusDatabase.migrator.completedMigrations($0).last }
                    == version)
            #expect(try kept.read { try Int.fetchOne($0, sql: "SELECT run_id FROM run") } == 7)
            #expect(
                try CensusDatabase.bringUpToDate(path: path) == nil, "there is nothing left to do")
        }
    }

    @Test func whatWasNotYetInTheFileIsInTheCopy() throws {
        try withFolder { folder in
            let path = try older("2", in: folder)
            let pool = try DatabasePool(path: path)
            try pool.write { try $0.execute(sql: "UPDATE run SET label = 'in the WAL'") }
            let upgrade = try #require(try CensusDatabase.bringUpToDate(path: path))
            let copy = try DatabaseQueue(path: upgrade.copy)
            #expect(
                try copy.read { try String.fetchOne($0, sql: "SELECT label FROM run") }
                    == "in the WAL")
        }
    }

    @Test func noCopyIsOverwritten() throws {
        try withFolder { folder in
            let path = try older("3", in: folder)
            let first = try folder.write(Data("mine".utf8), "census.sqlite.schema-3")
            let upgrade = try #require(try CensusDatabase.bringUpToDate(path: path))
            #expect(upgrade.copy == path + ".schema-3.2")
            let kept = try Data(contentsOf: URL(filePath: first))
            #expect(kept == Data("mine".utf8))
        }
    }

    @Test func theCopyIsAsPrivateAsTheFile() throws {
        try withFolder { folder in
            let path = try older("3", in: folder)
            #expect(chmod(path, 0o600) == 0)
            let upgrade = try #require(try CensusDatabase.bringUpToDate(path: path))
            let attributes = try FileManager.default.attributesOfItem(atPath: upgrade.copy)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func nothingIsDoneToOneOfToday() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            #expect(try CensusDatabase.bringUpToDate(path: path) == nil)
            _ = try CensusDatabase(path: path)
            #expect(try CensusDatabase.bringUpToDate(path: path) == nil)
            let names = try folder.files().keys.sorted()
            #expect(names == ["census.sqlite"])
        }
    }

    /// Whoever forgets to bring it up to date changes nothing.
    @Test func isNotOpenedAsItIs() throws {
        try withFolder { folder in
            let path = try older("2", in: folder)
            for open in [{ try CensusDatabase(path: $0) }, { try CensusDatabase(reading: $0) }] {
                let fault = #expect(throws: DatabaseFault.self) { try open(path) }
                #expect(fault?.description.contains("schema 2") == true)
            }
        }
    }

    @Test(arguments: CensusDatabaseTests.foreign)
    func refusesWhatIsNone(_ foreign: CensusDatabaseTests.Foreign) throws {
        try withFolder { folder in
            let path = try foreign.make(folder)
            let before = try folder.files()
            // Where there is no file there is nothing to do.
            let upgrade = try? CensusDatabase.bringUpToDate(path: path)
            #expect(upgrade == nil)
            let after = try folder.files()
            #expect(after == before)
        }
    }
}
