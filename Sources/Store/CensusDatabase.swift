internal import Foundation
package import GRDB

/// A census database: one SQLite file with any number of runs.
package struct CensusDatabase: Sendable {
    /// Reads and, unless opened for reading, writes; in WAL mode.
    package let pool: any DatabaseWriter

    /// Where it was when it was opened.
    private let place: FilePlace

    /// `STSC`, SQLite's application_id of a census database.
    private static let applicationID = 0x5354_5343

    /// Opens a database for a scan, and makes it if there is none.
    ///
    /// Refuses, and leaves as it is, whatever is no census database of this version; one of an older
    /// version goes through ``bringUpToDate(path:)`` first.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        // Somebody else's write, from the sqlite3 shell say, must not end a night's scan.
        configuration.busyMode = .timeout(60)
        do {
            if try Self.refuseForeign(path) { try Self.refuseOlder(path) }
            pool = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(pool)
            place = FilePlace(path)
        } catch {
            throw DatabaseFault(error, path: path)
        }
    }

    /// Makes a database that is nobody's before it is whole: nothing in it can be undone, and a power
    /// cut may damage it.
    init(making path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -65536
                    """)
        }
        pool = try DatabaseQueue(path: path, configuration: configuration)
        try Self.migrator.migrate(pool)
        place = FilePlace(path)
    }

    /// Refuses what ``init(path:)`` would refuse, without making or changing anything.
    ///
    /// - Parameter exists: whether there has to be a database.
    package static func check(path: String, exists: Bool = false) throws {
        do {
            guard try refuseForeign(path) || !exists else { throw DatabaseFault.missing(path) }
        } catch {
            throw DatabaseFault(error, path: path)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let files = FileManager.default
        // In WAL mode SQLite makes files beside the database.
        var isDirectory: ObjCBool = false
        guard files.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue
        else {
            throw DatabaseFault(DatabaseError(resultCode: .SQLITE_CANTOPEN), path: path)
        }
        guard files.isWritableFile(atPath: folder),
            !files.fileExists(atPath: path) || files.isWritableFile(atPath: path)
        else {
            throw DatabaseFault(DatabaseError(resultCode: .SQLITE_READONLY), path: path)
        }
    }

    /// Throws where the file was removed or replaced since it was opened: SQLite would go on writing
    /// to what has no name any more.
    package func checkPlace() throws {
        guard place.isGone else { return }
        throw DatabaseFault(
            "the database '\(place.path)' was removed, renamed or replaced while it was in use; if it "
                + "has only another name now, give it its own back, and 'scan --resume' goes on")
    }

    /// Opens a database that exists, for reading only.
    package init(reading path: String) throws {
        do {
            guard try Self.refuseForeign(path) else {
                throw DatabaseFault.missing(path)
            }
            try Self.refuseOlder(path)
            pool = try DatabaseQueue(path: path, configuration: Self.reading)
            place = FilePlace(path)
        } catch {
            throw DatabaseFault(error, path: path)
        }
    }

    private static func refuseOlder(_ path: String) throws {
        guard let schema = try olderSchema(of: path) else { return }
        throw DatabaseFault(
            "'\(path)' is of schema \(schema), of an older sts-census; 'sts-census runs' brings it up to "
                + "date, with a copy kept beside it")
    }

    /// How a file is opened that is not to be changed.
    static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        // After a kill the first who comes puts the file in order, while others wait.
        configuration.busyMode = .timeout(10)
        return configuration
    }

    /// How a database comes to the schema of today, from nothing or from any version.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: Tables.version1)
            try db.execute(sql: Views.version1)
            // In the same transaction: a database without it would be refused as another program's.
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: Tables.version2)
            try db.execute(sql: Views.version2)
            try db.execute(sql: TLSTrialTable.table)
            try db.execute(sql: TLSTrialTable.view)
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: Tables.version3)
            try db.execute(sql: Views.version3)
        }
        migrator.registerMigration("4") { db in
            try db.execute(sql: Views.version4)
        }
        migrator.registerMigration("5") { db in
            try db.execute(sql: Tables.version5)
        }
        return migrator
    }

    /// Looks at the file without changing it; false when there is none, or an empty one.
    @discardableResult
    static func refuseForeign(_ path: String) throws -> Bool {
        // SQLite's names for databases that are gone when the process ends.
        guard !path.isEmpty, path != ":memory:" else {
            throw DatabaseFault("--database takes the name of a file, not '\(path)'")
        }
        var isDirectory: ObjCBool = false
        guard
            !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
                || !isDirectory.boolValue
        else {
            throw DatabaseFault("'\(path)' is a directory; name a file in it with --database")
        }
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: path, configuration: reading)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            return false
        }
        return try queue.read { db in
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            guard tables > 0 else { return false }
            guard
                try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID
            else {
                throw DatabaseFault(
                    "'\(path)' is a database of another program; name another file with --database")
            }
            guard try !migrator.hasBeenSuperseded(db) else {
                throw DatabaseFault(
                    "'\(path)' was written by a newer sts-census; use that one, or another file "
                        + "with --database")
            }
            return true
        }
    }
}
