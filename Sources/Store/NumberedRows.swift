internal import GRDB

/// A query's rows in the order of the number in their first column, given out number by number, so
/// that a table is read once, from its beginning to its end.
final class NumberedRows {
    private let rows: RowCursor
    private var next: Row?

    init(_ db: Database, sql: String, of run: Int64) throws {
        // Not cached: somebody else's use of it would end this one's.
        rows = try Row.fetchCursor(db.makeStatement(sql: sql), arguments: [run])
        next = try rows.next()
    }

    /// Gives out the rows of a number, and passes over those before; numbers have to rise.
    func take(_ number: Int64, _ body: (Row) throws -> Void) throws {
        while let row = next {
            let found: Int64 = row[0]
            guard found <= number else { return }
            if found == number { try body(row) }
            next = try rows.next()
        }
    }

    /// Whether there are rows of a number; see ``take(_:_:)``.
    func has(_ number: Int64) throws -> Bool {
        var isThere = false
        try take(number) { _ in isThere = true }
        return isThere
    }
}
