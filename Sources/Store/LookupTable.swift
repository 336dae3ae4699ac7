internal import GRDB
internal import MailStandards
internal import Observations

/// The tables `lookup` and `txt_record`: what DNS questions led to.
struct LookupTable {
    /// What ``LookupOutcome/init(_:)`` reads.
    static let columns = "question, answer, dnssec, ttl, canonical_name, records, detail"

    private let run: Int64
    private let db: Database
    private let insert: Statement
    private let insertTXT: Statement

    init(_ db: Database, run: Int64) throws {
        self.db = db
        self.run = run
        insert = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO lookup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        insertTXT = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO txt_record VALUES (?, ?, ?, ?, ?)")
    }

    func write<Record: StoredRecord>(
        _ outcome: LookupOutcome<Record>?, _ question: String, of name: Int64
    ) throws {
        guard let outcome else { return }
        let records =
            outcome.records.isEmpty
            ? nil : outcome.records.map(\.presentation).joined(separator: "\n")
        try writeRow(outcome, question, of: name, records: records)
    }

    func write(
        _ outcome: LookupOutcome<TXTRecord>?, _ question: String, of name: Int64
    ) throws {
        guard let outcome else { return }
        try writeRow(outcome, question, of: name, records: nil)
        for (position, record) in outcome.records.enumerated() {
            insertTXT.setUncheckedArguments([run, name, question, position, record.bytes.data])
            try insertTXT.execute()
        }
    }

    /// Reads a lookup back; nil where the question was not asked.
    func read<Record: StoredRecord>(
        _ question: String, of name: Int64
    ) throws -> LookupOutcome<Record>? {
        let select = try db.cachedStatement(
            sql: """
                SELECT name_id, \(Self.columns) FROM lookup
                WHERE run_id = ? AND name_id = ? AND question = ?
                """)
        return try Row.fetchOne(select, arguments: [run, name, question]).map { LookupOutcome($0) }
    }

    private func writeRow<Record>(
        _ outcome: LookupOutcome<Record>, _ question: String, of name: Int64, records: String?
    ) throws {
        let (answer, detail) = outcome.answer.words
        insert.setUncheckedArguments([
            run, name, question, answer, outcome.dnssec?.rawValue, outcome.ttlSeconds,
            outcome.canonicalName?.text, records, detail,
        ])
        try insert.execute()
    }
}

extension LookupOutcome {
    /// - Parameter row: the name's number, and ``LookupTable/columns``.
    fileprivate init(_ row: Row, records: () -> [Record]) {
        self.init(
            Answer(word: row[2], records: records, detail: row[7]),
            dnssec: (row[3] as String?).flatMap(DNSSECStatus.init),
            canonicalName: (row[5] as String?).flatMap { DomainName($0) }, ttlSeconds: row[4])
    }
}

extension LookupOutcome where Record: StoredRecord {
    /// Reads a row of `lookup`: the name's number, and ``LookupTable/columns``.
    init(_ row: Row) {
        self.init(row) {
            (row[6] as String?)?.utf8.split(separator: UInt8(ascii: "\n"))
                .compactMap { Record(presentation: Substring($0)) } ?? []
        }
    }
}

extension LookupOutcome<TXTRecord> {
    /// - Parameter records: those of the table `txt_record`, which are used if there are any.
    init(_ row: Row, records: [TXTRecord]) { self.init(row) { records } }
}

extension LookupOutcome.Answer {
    /// The word of the column `answer`, and what is to say about a failure.
    var words: (answer: String, detail: String?) {
        switch self {
        case .records: ("records", nil)
        case .noData: ("no-data", nil)
        case .noName: ("no-name", nil)
        case .failed(let failure, let detail): (failure.rawValue, detail)
        }
    }

    fileprivate init(word: String, records: () -> [Record], detail: String?) {
        self =
            switch word {
            case "records": .records(records())
            case "no-data": .noData
            case "no-name": .noName
            default: .failed(LookupFailure(rawValue: word) ?? .malformed, detail: detail ?? "")
            }
    }
}
