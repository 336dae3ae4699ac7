internal import GRDB
package import MailStandards

/// A domain of a run that is to be scanned.
package struct WorkItem: Sendable, Equatable {
    package var domainID: Int64
    package var domain: DomainName
    package var rank: Int
}

/// A line of a list that is no domain name.
package struct RejectedLineRecord: Sendable {
    package var list: String
    package var line: Int
    package var text: String
    package var reason: String

    package init(list: String, line: Int, text: String, reason: String) {
        self.list = list
        self.line = line
        self.text = text
        self.reason = reason
    }
}

/// The domains of a run, kept in the database, so that memory holds only those in flight and a
/// domain that comes twice is known by its key.
package struct WorkList: Sendable {
    let database: CensusDatabase
    package let run: Int64

    package init(_ database: CensusDatabase, run: Int64) {
        self.database = database
        self.run = run
    }

    /// Takes domains in, in one transaction; how many of them were new comes back.
    package func append(_ domains: [(name: DomainName, rank: Int)]) throws -> Int {
        try database.pool.write { db in
            let names = try NameTable(db)
            let insert = try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO run_domain (run_id, domain_id, rank) VALUES (?, ?, ?)")
            var new = 0
            for (name, rank) in domains {
                insert.setUncheckedArguments([run, try names.id(of: name), rank])
                try insert.execute()
                new += db.changesCount
            }
            return new
        }
    }

    /// Writes down what reading the lists came to.
    package func close(
        rejected: Int, duplicates: Int, excluded: Int, examples: [RejectedLineRecord]
    ) throws {
        try database.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE run SET lines_rejected = ?, duplicates = ?, excluded = ?, domains_total =
                        (SELECT count(*) FROM run_domain WHERE run_id = run.run_id)
                    WHERE run_id = ?
                    """, arguments: [rejected, duplicates, excluded, run])
            for line in examples {
                try db.execute(
                    sql: "INSERT INTO rejected_line VALUES (?, ?, ?, ?, ?)",
                    arguments: [run, line.list, line.line, line.text, line.reason])
            }
        }
    }

    /// Takes a domain out that has been excluded since it was taken in, and counts it as excluded;
    /// one that is done already stays.
    package func exclude(_ item: WorkItem) throws {
        try database.pool.write { db in
            try db.execute(
                sql: """
                    DELETE FROM run_domain WHERE run_id = ? AND domain_id = ? AND NOT EXISTS
                        (SELECT 1 FROM domain_result r WHERE r.run_id = run_domain.run_id
                            AND r.domain_id = run_domain.domain_id)
                    """, arguments: [run, item.domainID])
            guard db.changesCount > 0 else { return }
            try db.execute(
                sql: """
                    UPDATE run SET excluded = excluded + 1, domains_total = domains_total - 1
                    WHERE run_id = ?
                    """, arguments: [run])
        }
    }

    /// The next domains behind `last` (0 at first), at most `count`; empty at the end.
    package func next(after last: Int64, count: Int) throws -> [WorkItem] {
        try database.pool.read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT w.domain_id, n.text, w.rank FROM run_domain w
                        JOIN name n ON n.name_id = w.domain_id
                        WHERE w.run_id = ? AND w.domain_id > ?
                        ORDER BY w.domain_id LIMIT ?
                        """), arguments: [run, last, count])
            var items: [WorkItem] = []
            while let row = try rows.next() {
                guard let domain = DomainName(row[1] as String) else { continue }
                items.append(WorkItem(domainID: row[0], domain: domain, rank: row[2]))
            }
            return items
        }
    }
}
