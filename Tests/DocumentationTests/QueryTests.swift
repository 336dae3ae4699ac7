import GRDB
import Store
import Testing

/// Every query that a document shows answers its question, on the schema that a scan makes.
@Suite struct QueryTests {
    /// Two runs of a list in which everything occurs that a query asks for.
    private static let census = Result {
        let schema = try Schema()
        let fill = try Repository.text("Benchmarks/census.sql")
        try schema.database.pool.write { db in
            try db.execute(
                sql: "CREATE TEMP TABLE wanted (run_id INTEGER, domains INTEGER, started_at TEXT)")
            for (run, start) in [(1, "2026-10-01T00:00:00Z"), (2, "2026-11-01T00:00:00Z")] {
                try db.execute(sql: "DELETE FROM temp.wanted")
                try db.execute(
                    sql: "INSERT INTO temp.wanted VALUES (?, 3000, ?)", arguments: [run, start])
                try db.execute(sql: fill)
            }
        }
        return schema
    }

    @Test(arguments: [("README.md", 5), ("Docs/Database.md", 20), ("Docs/Method.md", 0)])
    func answers(document: String, atLeast count: Int) throws {
        let queries = try Markdown(document).blocks.filter { $0.language == "sql" }
        #expect(queries.count >= count)
        let census = try Self.census.get()
        for query in queries {
            try census.database.pool.read { db in
                var rows = 0
                #expect(throws: Never.self, "\(document), line \(query.line)") {
                    let statements = try db.allStatements(sql: query.text)
                    while let statement = try statements.next() {
                        rows += try Row.fetchAll(statement).count
                    }
                }
                #expect(rows > 0, "\(document), line \(query.line) has no rows to show")
            }
        }
    }
}
