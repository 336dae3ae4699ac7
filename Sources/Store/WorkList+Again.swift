internal import GRDB
internal import Observations

extension WorkList {
    /// Puts domains back into the work list of this pass, with those of their MX hosts that failed
    /// for a passing reason, and all domains of these hosts; how many domains that makes comes back.
    ///
    /// What was observed of them before is kept, in the tables of earlier observations. Everything
    /// that was observed has to be committed.
    package func measureAgain(_ domains: [Int64]) throws -> Int {
        try database.pool.write { db in
            try db.execute(sql: Indices.forReplacing)
            let put = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO domain_again
                    SELECT run_id, domain_id, 1, 1, 0 FROM domain_result
                    WHERE run_id = ? AND domain_id = ?
                    """)
            let take = try db.cachedStatement(
                sql: "DELETE FROM domain_again WHERE run_id = ? AND domain_id = ? AND pass = 2")
            let hosts = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO mx_host_again
                    SELECT run_id, mx_host_id, 1,
                        (SELECT coalesce(max(probe_number), 0) FROM probe WHERE run_id = ?1), 0
                    FROM mx_result
                    WHERE run_id = ?1 AND domain_id = ?2 AND (tlsa = 'error' OR reachability IN
                        ('timeout', 'unreachable', 'busy', 'not-smtp', 'dns-error', 'not-probed'))
                    """)
            for domain in domains {
                try put.execute(arguments: [run, domain])
                try take.execute(arguments: [run, domain])
                try hosts.execute(arguments: [run, domain])
            }
            return try addDomainsOfHosts(in: .first, db)
        }
    }

    /// Takes in, besides the domains that failed for a passing reason, those with an MX host that
    /// did; how many domains the second pass has comes back.
    package func beginSecondPass() throws -> Int {
        try database.pool.write { db in
            try db.execute(sql: Indices.forReplacing)
            return try addDomainsOfHosts(in: .second, db)
        }
    }

    /// Domains that share an MX host are judged again when it is measured again, so that their rows
    /// agree with each other.
    private func addDomainsOfHosts(in pass: Pass, _ db: Database) throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO domain_again
                SELECT m.run_id, m.domain_id, h.pass, 0, max(h.since)
                FROM mx_result m
                JOIN mx_host_again h ON h.run_id = m.run_id AND h.mx_host_id = m.mx_host_id
                WHERE m.run_id = ? AND h.pass = ? GROUP BY m.domain_id
                ON CONFLICT DO UPDATE SET since = max(since, excluded.since)
                """, arguments: [run, pass.rawValue])
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(DISTINCT domain_id) FROM domain_again WHERE run_id = ? AND pass <= ?
                """, arguments: [run, pass.rawValue]) ?? 0
    }
}
