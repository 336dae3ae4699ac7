/// A table of a report, of one of its kinds.
package enum ReportTable: Sendable, Equatable {
    /// States or steps, each with its share.
    case shares(AdoptionTable)
    /// Groups down, measures across.
    case cross(CrossTable)
    /// Texts and numbers without shares.
    case list(ListTable)

    /// Kebab-case, one of a kind in a run: the table's anchor.
    package var id: String {
        switch self {
        case .shares(let table): table.id
        case .cross(let table): table.id
        case .list(let table): table.id
        }
    }

    /// The SQL that gives it.
    package var sql: String {
        switch self {
        case .shares(let table): table.sql
        case .cross(let table): table.sql
        case .list(let table): table.sql
        }
    }
}
