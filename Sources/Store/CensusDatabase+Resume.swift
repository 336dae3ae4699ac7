internal import GRDB
package import MailStandards

extension CensusDatabase {
    /// Writes down that runs which no process is working on are interrupted; whoever asks holds the
    /// scanner's lock.
    package func interruptAbandonedRuns() throws {
        try pool.write { db in
            try db.execute(sql: "UPDATE run SET state = 'interrupted' WHERE state = 'running'")
        }
    }

    /// Writes down what a run has found out of its surroundings meanwhile.
    package func describe(_ run: Int64, options: String) throws {
        try pool.write { db in
            try db.execute(
                sql: "UPDATE run SET options = ? WHERE run_id = ?", arguments: [options, run])
        }
    }

    /// Writes down that a run goes on, under what it is told now.
    package func resumeRun(_ run: Int64, options: String) throws {
        try pool.write { db in
            try db.execute(sql: Indices.drop)
            try db.execute(
                sql: "UPDATE run SET state = 'running', options = ? WHERE run_id = ?",
                arguments: [options, run])
        }
    }
}

extension WorkList {
    /// Forgets what was read of lists, so that they can be read again from their beginning.
    package func clear() throws {
        try database.pool.write { db in
            for table in ["run_domain", "rejected_line"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
            }
        }
    }

    /// Takes domains that are to be measured out of the list, or out of those to be measured again:
    /// they are excluded now.
    package func exclude(_ isExcluded: @Sendable (DomainName) -> Bool) throws {
        var last: Int64 = 0
        while let page = try page(after: last), let end = page.last {
            last = end.domainID
            let items = page.filter { isExcluded($0.domain) }
            guard !items.isEmpty else { continue }
            try database.pool.write { db in
                for item in items { try exclude(item, db) }
            }
        }
    }

    /// Takes a domain out that has been excluded since it was taken in, and counts it as excluded;
    /// one that is done already stays as it is.
    package func exclude(_ item: WorkItem) throws {
        try database.pool.write { try exclude(item, $0) }
    }

    private func page(after last: Int64) throws -> [WorkItem]? {
        let items = try next(after: last, count: 1000, in: .second)
        return items.isEmpty ? nil : items
    }

    private func exclude(_ item: WorkItem, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM domain_again WHERE run_id = ? AND domain_id = ?",
            arguments: [run, item.domainID])
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
