/// A closer look at one group of a section's tables, such as a provider: folded away until asked for.
package struct Profile: Sendable, Equatable {
    /// Kebab-case, one of a kind in a run: its anchor.
    package var id: String
    package var title: String
    /// What it is about, in a few words: `12,034 domains`.
    package var note: String
    package var tables: [ReportTable]
}
