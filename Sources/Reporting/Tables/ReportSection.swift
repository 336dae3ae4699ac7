/// A chapter of a run's report.
package struct ReportSection: Sendable, Equatable {
    /// Kebab-case, one of a kind in a run: the section's anchor.
    package var id: String
    package var title: String
    /// What to know before reading its figures.
    package var paragraphs: [String]
    /// In the order in which they are read.
    package var parts: [ReportTable]
    /// Behind the tables, folded.
    package var profiles: [Profile] = []

    package init(
        id: String, title: String, paragraphs: [String], parts: [ReportTable],
        profiles: [Profile] = []
    ) {
        self.id = id
        self.title = title
        self.paragraphs = paragraphs
        self.parts = parts
        self.profiles = profiles
    }

    /// A chapter of tables of shares, with lists behind them.
    package init(
        id: String, title: String, paragraphs: [String], tables: [AdoptionTable] = [],
        lists: [ListTable] = []
    ) {
        self.init(
            id: id, title: title, paragraphs: paragraphs,
            parts: tables.map(ReportTable.shares) + lists.map(ReportTable.list))
    }

    /// Its tables of shares alone.
    package var tables: [AdoptionTable] {
        parts.compactMap { if case .shares(let table) = $0 { table } else { nil } }
    }

    /// Its lists alone.
    package var lists: [ListTable] {
        parts.compactMap { if case .list(let table) = $0 { table } else { nil } }
    }
}
