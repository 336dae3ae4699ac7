import Foundation
import Store
import Testing

/// One scanner a database.
@Suite struct ScannerLockTests {
    @Test func aSecondOneIsRefused() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            #expect(!ScannerLock.isHeld(path: path))
            #expect(try folder.contents().isEmpty, "asking makes no file")
            let lock = try ScannerLock(path: path)
            #expect(ScannerLock.isHeld(path: path))
            let fault = #expect(throws: DatabaseFault.self) { try ScannerLock(path: path) }
            #expect(fault?.description.contains("another sts-census is scanning into") == true)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func itEndsWithItsHolder() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            do { _ = try ScannerLock(path: path) }
            #expect(!ScannerLock.isHeld(path: path))
            let again = try ScannerLock(path: path)
            withExtendedLifetime(again) {}
        }
    }

    /// SQLite's own locks, which belong to the process, and this one do not meet.
    @Test func theDatabaseIsReadAndWrittenUnderIt() throws {
        try withFolder { folder in
            let path = folder.file("census.sqlite")
            let lock = try ScannerLock(path: path)
            let database = try CensusDatabase(path: path)
            _ = try database.begin()
            #expect(try CensusDatabase(reading: path).runs().count == 1)
            #expect(try CensusDatabase(path: path).runs().count == 1)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func otherFilesAreOthers() throws {
        try withFolder { folder in
            let lock = try ScannerLock(path: folder.file("a.sqlite"))
            #expect(!ScannerLock.isHeld(path: folder.file("b.sqlite")))
            withExtendedLifetime(lock) {}
        }
    }

    @Test func aFolderThatIsNotThere() throws {
        let fault = #expect(throws: DatabaseFault.self) {
            try ScannerLock(path: "/nowhere/census.sqlite")
        }
        #expect(fault?.description.contains("'/nowhere/census.sqlite' cannot be opened") == true)
    }
}
