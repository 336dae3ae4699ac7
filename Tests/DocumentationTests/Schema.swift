import Foundation
import GRDB
import Store
import Testing

/// A fresh database, as a scan makes it.
struct Schema {
    struct Relation: Sendable, CustomTestStringConvertible {
        var name: String
        /// By name; the type in lower case, empty where a view computes the value.
        var columns: [String: String]
        /// The view that this one only restricts, to the newest run.
        var narrows: String?

        var testDescription: String { name }
    }

    let database: CensusDatabase
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try CensusDatabase(path: folder.appending(path: "census.sqlite").path())
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// All tables and views of ours.
    func relations() throws -> [Relation] {
        try database.pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema
                    WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
                        AND name <> 'grdb_migrations'
                    """)
            return try rows.map { row in
                let name: String = row["name"]
                let columns = try Row.fetchAll(db, sql: "PRAGMA table_info(\(name))")
                return Relation(
                    name: name,
                    columns: Dictionary(
                        uniqueKeysWithValues: columns.map {
                            ($0["name"] as String, ($0["type"] as String).lowercased())
                        }),
                    narrows: name.firstMatch(of: /^latest_(\w+)/).map { String($0.1) })
            }
        }
    }
}
