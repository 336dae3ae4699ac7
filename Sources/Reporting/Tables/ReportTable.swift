/// A table of a report, of one of its kinds.
package enum ReportTable: Sendable, Equatable {
    /// States or steps, each with its share.
    case shares(AdoptionTable)
    /// Groups down, measures across.
    case cross(CrossTable)
    /// Texts and numbers without shares.
    case list(ListTable)
}
