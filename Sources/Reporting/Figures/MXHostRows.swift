import GRDB

/// The rows of `mx_host_results` of one run, grouped once for all tables of its report.
enum MXHostRows {
    /// What `body` gives, while a TEMP table stands before the view of the same name: such names go
    /// first, so the SQL that a table shows runs as it is, and groups a million rows only once.
    static func kept<Value>(
        run: Int64, _ db: Database, during body: () throws -> Value
    ) throws -> Value {
        try db.execute(
            sql: """
                CREATE TEMP TABLE mx_host_results AS
                SELECT * FROM main.mx_host_results WHERE run_id = \(run)
                """)
        defer { try? db.execute(sql: "DROP TABLE temp.mx_host_results") }
        return try body()
    }
}
