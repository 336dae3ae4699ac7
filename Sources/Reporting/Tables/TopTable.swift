import GRDB

/// The plan of a table of the most frequent names of a kind, such as ciphers or authorities, where
/// there is no closed list of words.
struct TopTable {
    var id: String
    var title: String
    var intro: String?
    var heading: String
    var unit = "Domains"
    var denominator: String
    /// What is said for a name; a name that is not among them comes as it is.
    var words: [Word] = []
    var empty: String
    /// Its rows are `name`, the count, `names` (how many there are) and `total` (of how many).
    var query: Query

    /// How many names a table shows.
    static let shown = 25

    /// The table as the database has it.
    func table(_ db: Database) throws -> AdoptionTable {
        let found = try query.rows(db)
        let rows = found.map { row in
            let name: String = row["name"]
            let word = words.first { $0.word == name }
            return AdoptionTable.Row(
                key: name, label: word?.label ?? name, note: word?.note,
                share: Share(row[1], of: row["total"], denominator), tone: .neutral)
        }
        let names: Int = found.first?["names"] ?? 0
        return AdoptionTable(
            id: id, title: title, intro: intro, heading: heading, unit: unit, rows: rows, apart: [],
            empty: empty, chart: .none, sql: query.sql,
            rest: names > rows.count
                ? "The most frequent \(rows.count.grouped) of \(names.grouped)." : nil)
    }
}
