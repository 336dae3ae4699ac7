import GRDB
import Store
import Testing

/// Every query that a document shows runs on the schema that a scan makes.
@Suite struct QueryTests {
    @Test(arguments: ["README.md", "Docs/Database.md", "Docs/Method.md"])
    func run(document: String) throws {
        let schema = try Schema()
        defer { schema.remove() }
        let queries = try Markdown(document).blocks.filter { $0.language == "sql" }
        #expect(document != "README.md" || queries.count == 5)
        #expect(document != "Docs/Database.md" || queries.count >= 5)
        for query in queries {
            #expect(throws: Never.self, "\(document), line \(query.line)") {
                try schema.database.pool.read { db in
                    let statements = try db.allStatements(sql: query.text)
                    while let statement = try statements.next() {
                        _ = try Row.fetchAll(statement)
                    }
                }
            }
        }
    }
}
