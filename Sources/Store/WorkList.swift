internal import GRDB
package import MailStandards
package import Observations

/// A domain of a run that is to be scanned.
package struct WorkItem: Sendable, Equatable {
    /// Why it is its turn.
    package enum Occasion: Sendable, Equatable {
        /// It has no result.
        case first
        /// It is measured again.
        case again
        /// One of its MX hosts is measured again, and the domain judged by that.
        case judgement
    }

    package var domainID: Int64
    package var domain: DomainName
    package var rank: Int
    package var occasion = Occasion.first
    /// When what is measured again was written down as failed; nil where it need not wait.
    package var failedAt: Timestamp?

    package init(
        domainID: Int64, domain: DomainName, rank: Int, occasion: Occasion = .first,
        failedAt: Timestamp? = nil
    ) {
        self.domainID = domainID
        self.domain = domain
        self.rank = rank
        self.occasion = occasion
        self.failedAt = failedAt
    }
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

    /// The next domains behind `last` (0 at first) that are to be measured in a pass, at most
    /// `count`; empty at the end.
    package func next(after last: Int64, count: Int, in pass: Pass = .first) throws -> [WorkItem] {
        try database.pool.read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT w.domain_id, n.text, w.rank, r.domain_id IS NULL,
                            (SELECT max(a.measures) FROM domain_again a WHERE \(Self.isAgain)),
                            (SELECT max(a.since) FROM domain_again a WHERE \(Self.isAgain))
                        FROM run_domain w
                        JOIN name n ON n.name_id = w.domain_id
                        LEFT JOIN domain_result r
                            ON r.run_id = w.run_id AND r.domain_id = w.domain_id
                        WHERE w.run_id = ?1 AND w.domain_id > ?2 AND (r.domain_id IS NULL
                            OR EXISTS (SELECT 1 FROM domain_again a WHERE \(Self.isAgain)))
                        ORDER BY w.domain_id LIMIT ?3
                        """), arguments: [run, last, count, pass.rawValue])
            var items: [WorkItem] = []
            while let row = try rows.next() {
                guard let domain = DomainName(row[1] as String) else { continue }
                var item = WorkItem(domainID: row[0], domain: domain, rank: row[2])
                if !(row[3] as Bool) {
                    item.occasion = row[4] == 1 ? .again : .judgement
                    let since: Int64 = row[5]
                    item.failedAt = since > 0 ? Timestamp(milliseconds: since) : nil
                }
                items.append(item)
            }
            return items
        }
    }

    private static let isAgain =
        "a.run_id = w.run_id AND a.domain_id = w.domain_id AND a.pass <= ?4"

    /// How many domains of the run have no result.
    package func countLeft() throws -> Int {
        try database.pool.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM run_domain w WHERE w.run_id = ? AND NOT EXISTS
                        (SELECT 1 FROM domain_result r
                        WHERE r.run_id = w.run_id AND r.domain_id = w.domain_id)
                    """, arguments: [run]) ?? 0
        }
    }
}
