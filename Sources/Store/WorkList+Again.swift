internal import GRDB
package import MailStandards
internal import Observations

extension WorkList {
    /// Puts domains back into the work list of this pass, with those of their MX hosts that failed,
    /// be it in a way that is nobody's whim (a firewall on our side refuses in their name), and all domains of these hosts; how many domains that makes comes back.
    ///
    /// What was observed of them before is kept, in the tables of earlier observations. Everything
    /// that was observed has to be committed.
    /// - Parameter hosts: further MX hosts that failed, whose domains may not be done yet.
    package func measureAgain(_ domains: [Int64], hosts: [DomainName] = []) throws -> Int {
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
            let putHost = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO mx_host_again
                    SELECT h.run_id, h.mx_host_id, 1,
                        (SELECT coalesce(max(probe_number), 0) FROM probe WHERE run_id = ?1), 0
                    FROM name n JOIN mx_host h ON h.run_id = ?1 AND h.mx_host_id = n.name_id
                    WHERE n.text = ?2
                    """)
            let putHosts = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO mx_host_again
                    SELECT run_id, mx_host_id, 1,
                        (SELECT coalesce(max(probe_number), 0) FROM probe WHERE run_id = ?1), 0
                    FROM mx_result
                    WHERE run_id = ?1 AND domain_id = ?2
                        AND (tlsa = 'error' OR starttls = 'failed' OR reachability IN
                            ('timeout', 'unreachable', 'busy', 'not-smtp', 'dns-error',
                            'not-probed', 'refused'))
                    """)
            for domain in domains {
                try put.execute(arguments: [run, domain])
                try take.execute(arguments: [run, domain])
                try putHosts.execute(arguments: [run, domain])
            }
            for host in hosts { try putHost.execute(arguments: [run, host.text]) }
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
