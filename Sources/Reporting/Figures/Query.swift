import GRDB

/// A query as it is shown beside its table, and run: one text, with the run's number in it, so
/// that it can be pasted into `sqlite3`.
struct Query: Sendable, Equatable {
    let sql: String

    init(_ sql: String) {
        self.sql = sql
    }

    func rows(_ db: Database) throws -> [Row] {
        try Row.fetchAll(db, sql: sql)
    }

    /// The counts of a query whose rows are words and a last column with their count.
    ///
    /// NULL is the word `null`; several columns of words are put together by a space.
    func tally(_ db: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in try rows(db) {
            let words = (0..<row.count - 1).map { row[$0] as String? ?? "null" }
            counts[words.joined(separator: " "), default: 0] += row[row.count - 1] as Int
        }
        return counts
    }
}

extension Query {
    /// The words of some columns of `domain_results`, counted over the domains that accept mail.
    static func mailDomains(_ columns: String, run: Int64, where condition: String = "") -> Query {
        Query(
            """
            SELECT \(columns), count(*) AS domains
            FROM domain_results
            WHERE run_id = \(run) AND mail_route IN ('mx', 'implicit-mx')\(also(condition))
            GROUP BY \(columns)
            """)
    }

    /// The words of a column of `mx_host_results`: MX hosts, each once, however many domains share
    /// it.
    static func mxHosts(_ column: String, run: Int64, where condition: String = "") -> Query {
        Query(
            """
            SELECT \(column), count(*) AS mx_hosts
            FROM mx_host_results
            WHERE run_id = \(run)\(also(condition))
            GROUP BY \(column)
            """)
    }

    private static func also(_ condition: String) -> String {
        condition.isEmpty ? "" : "\n    AND \(condition)"
    }
}
