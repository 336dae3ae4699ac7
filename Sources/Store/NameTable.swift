internal import GRDB
internal import MailStandards

/// Names and their numbers.
struct NameTable {
    private let select: Statement
    private let insert: Statement
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        select = try db.cachedStatement(sql: "SELECT name_id FROM name WHERE text = ?")
        insert = try db.cachedStatement(sql: "INSERT INTO name (text, tld) VALUES (?, ?)")
    }

    func id(of name: DomainName) throws -> Int64 {
        if let id = try Int64.fetchOne(select, arguments: [name.text]) { return id }
        insert.setUncheckedArguments([name.text, name.labels.last.map(String.init) ?? "."])
        try insert.execute()
        return db.lastInsertedRowID
    }
}

/// The names of MX hosts and their numbers within a transaction, which seldom asks for one twice:
/// the hosts of large providers come again and again.
final class HostNames {
    private let table: NameTable
    private var known: [DomainName: Int64] = [:]
    /// A transaction may have more names than memory should hold.
    private static let capacity = 16_384

    init(_ db: Database) throws { table = try NameTable(db) }

    func id(of name: DomainName) throws -> Int64 {
        if let id = known[name] { return id }
        let id = try table.id(of: name)
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        known[name] = id
        return id
    }
}
