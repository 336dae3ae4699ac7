/// A chapter of a run's report.
package struct ReportSection: Sendable, Equatable {
    /// Kebab-case, one of a kind in a run: the section's anchor.
    package var id: String
    package var title: String
    /// What to know before reading its figures.
    package var paragraphs: [String]
    package var tables: [AdoptionTable] = []
    package var lists: [ListTable] = []
}
