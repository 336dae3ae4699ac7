import GRDB

@testable import Store

/// A database in memory with the shipped schema, filled by hand.
struct Fixture {
    let database: DatabaseQueue

    init(configuration: Configuration = Configuration()) throws {
        database = try DatabaseQueue(configuration: configuration)
        try CensusDatabase.migrator.migrate(database)
    }

    /// A run with these domains.
    init(_ domains: [Domain], configuration: Configuration = Configuration()) throws {
        try self.init(configuration: configuration)
        try add(Run(), domains)
    }

    func add(_ run: Run, _ domains: [Domain]) throws {
        try database.write { db in
            try run.insert(domains.count, db)
            for (index, domain) in domains.enumerated() {
                try domain.insert(run: run.id, rank: index + 1, db)
            }
        }
    }

    static func nameID(_ name: String, _ db: Database) throws -> Int64 {
        let tld = name.split(separator: ".").last.map(String.init) ?? ""
        try db.execute(
            sql: "INSERT OR IGNORE INTO name (text, tld) VALUES (?, ?)", arguments: [name, tld])
        let sql = "SELECT name_id FROM name WHERE text = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [name]) ?? 0
    }

    struct Run {
        var id: Int64 = 1
        var label = "Test list"
        var list = "test.txt"
        var state = "finished"
        var options = #"{"concurrency":4,"no_probe":false,"label":null}"#
        var total: Int?
        var rejected: [String] = []
        var excluded = 0
        var startedAt = "2026-11-23T06:00:00Z"

        func insert(_ count: Int, _ db: Database) throws {
            try db.execute(
                sql: """
                    INSERT INTO run (run_id, label, list, state, started_at, finished_at, version,
                        options, domains, domains_total, lines_rejected, duplicates, excluded)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, label, list, state, startedAt, "2026-11-23T08:05:09Z",
                    "0.1.0", options, count, total ?? count, rejected.count, 0, excluded,
                ])
            for (index, line) in rejected.enumerated() {
                try db.execute(
                    sql: "INSERT INTO rejected_line VALUES (?, ?, ?, ?, ?)",
                    arguments: [id, list, index + 1, line, "no domain name"])
            }
        }
    }
}
