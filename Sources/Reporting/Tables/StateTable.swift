import GRDB

/// The plan of a table whose rows are the words of a column: they exclude each other and add up
/// to the denominator.
struct StateTable {
    var id: String
    var title: String
    var intro: String?
    var heading: String
    var unit = "Domains"
    var denominator: String
    var words: [Word]
    /// Leaves out words that do not occur, where the list is long.
    var hidesZeros = false
    var empty: String
    var chart = ChartKind.stacked
    var query: Query

    /// The table as the database has it.
    func table(_ db: Database) throws -> AdoptionTable {
        table(of: try query.tally(db))
    }

    /// The table of some counts by word; a word that is not in the list comes as it is.
    func table(of tally: [String: Int]) -> AdoptionTable {
        let unlisted = Set(tally.keys).subtracting(words.map(\.word)).sorted()
        let all = words + unlisted.map { Word($0, $0, nil, .neutral) }
        let counted = all.filter { !$0.isApart }
        let total = counted.reduce(0) { $0 + tally[$1.word, default: 0] }
        let rows = counted.map { word in
            AdoptionTable.Row(
                key: word.word, label: word.label, note: word.note,
                share: Share(tally[word.word, default: 0], of: total, denominator),
                tone: word.tone)
        }
        let apart = all.filter(\.isApart).map { word in
            AdoptionTable.Apart(
                key: word.word, label: word.label, note: word.note,
                count: tally[word.word, default: 0])
        }
        return AdoptionTable(
            id: id, title: title, intro: intro, heading: heading, unit: unit,
            rows: rows.filter { !hidesZeros || $0.share.count > 0 },
            apart: apart.filter { $0.count > 0 }, empty: empty, chart: chart, sql: query.sql)
    }
}
