internal import Foundation
internal import GRDB

/// What was done to a database of an older version, and where it is kept as it was.
package struct SchemaUpgrade: Sendable, CustomStringConvertible {
    /// The file that was brought up to date.
    package let path: String
    /// The versions of its schema, before and now: `2`, `4`.
    package let before: String
    package let now: String
    /// The copy of before: `census.sqlite.schema-2`.
    package let copy: String

    package var description: String {
        "'\(path)' was brought up to date, from schema \(before) to \(now); as it was it is kept in "
            + "'\(copy)'"
    }
}

extension CensusDatabase {
    /// Brings a database of an older version up to date, with a copy of it kept beside it; nil where
    /// there is nothing to do, or no database.
    ///
    /// Only before this process opens the database otherwise, as ``ScannerLock`` has it. Refuses what
    /// the initialisers refuse; where there is no room for the copy, nothing is changed.
    package static func bringUpToDate(path: String) throws -> SchemaUpgrade? {
        do {
            guard try refuseForeign(path), try olderSchema(of: path) != nil else { return nil }
            try refuseUnwritable(path)
            // A scanner of the older version goes by the schema of before.
            let lock = try ScannerLock(path: path)
            defer { withExtendedLifetime(lock) {} }
            // Somebody else may have done it meanwhile.
            guard let before = try olderSchema(of: path) else { return nil }
            let copy = try copy(path, to: freeName("\(path).schema-\(before)"), before)
            var configuration = Configuration()
            configuration.busyMode = .timeout(60)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try migrator.migrate(queue)
            return SchemaUpgrade(
                path: path, before: before, now: migrator.migrations.last ?? before, copy: copy)
        } catch {
            throw DatabaseFault(error, path: path)
        }
    }

    /// The version of a database's schema, where it is not today's.
    static func olderSchema(of path: String) throws -> String? {
        try DatabaseQueue(path: path, configuration: reading).read { db in
            guard try !migrator.hasCompletedMigrations(db) else { return nil }
            return try migrator.completedMigrations(db).last
        }
    }

    private static func refuseUnwritable(_ path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        for place in [path, folder] where !FileManager.default.isWritableFile(atPath: place) {
            throw DatabaseFault(
                "'\(path)' was written by an older sts-census and has to be brought up to date, with "
                    + "a copy kept beside it, but '\(place)' cannot be written; copy it to a folder "
                    + "of your own, and name that file with --database")
        }
    }

    /// The first of `census.sqlite.schema-2`, `census.sqlite.schema-2.2` and so on that is free.
    private static func freeName(_ name: String) -> String {
        let names = [name] + (2...).lazy.prefix(1_000).map { "\(name).\($0)" }
        return names.first { !FileManager.default.fileExists(atPath: $0) } ?? "\(name).last"
    }

    /// Copies the pages that are committed, under a name that is no copy's until all are there.
    private static func copy(_ path: String, to copy: String, _ schema: String) throws -> String {
        let files = FileManager.default
        let unfinished = copy + ".part"
        try? files.removeItem(atPath: unfinished)
        defer {
            for name in ["", "-wal", "-shm", "-journal"] {
                try? files.removeItem(atPath: unfinished + name)
            }
        }
        do {
            let source = try DatabaseQueue(path: path, configuration: reading)
            try source.backup(to: DatabaseQueue(path: unfinished))
            let permissions = try files.attributesOfItem(atPath: path)[.posixPermissions]
            try files.setAttributes(
                [.posixPermissions: permissions as Any], ofItemAtPath: unfinished)
            try files.moveItem(atPath: unfinished, toPath: copy)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw DatabaseFault(
                "'\(path)' is of schema \(schema) and has to be brought up to date, but there is no "
                    + "room for a copy of it beside it; nothing was changed, make room or copy it to "
                    + "a larger disk")
        }
        return copy
    }
}
