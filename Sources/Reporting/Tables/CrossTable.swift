/// A table of groups, such as ranks or providers, with one share of each group in each column.
package struct CrossTable: Sendable, Equatable {
    /// Kebab-case, one of a kind in a run: the table's anchor.
    package var id: String
    package var title: String
    /// A sentence or two before it; nil where the title says it all.
    package var intro: String?
    /// Over the first column: `Rank`.
    package var heading: String
    /// Over the sizes of the groups: `Domains accepting mail`.
    package var sizeHeading: String
    package var columns: [Column]
    package var rows: [Row]
    /// Said under the rows where there are more groups than rows; nil where all are there.
    package var rest: String?
    /// Said in place of the rows where there are none.
    package var empty: String
    /// When each row was, in seconds since 1970, where rows are points in time, the earliest first:
    /// a line is drawn for each column.
    package var instants: [Double]? = nil
    /// The SQL that gives it.
    package var sql: String

    /// What is measured in each group.
    package struct Column: Sendable, Equatable {
        /// The query's column: `sts_published`.
        package var key: String
        /// `MTA-STS record`.
        package var title: String
        /// What its percentages are of, in words, within each group.
        package var denominator: String
    }

    /// A group.
    package struct Row: Sendable, Equatable {
        /// What stands for it in the database: `com`, `google.com`.
        package var key: String
        package var label: String
        package var note: String?
        /// How many domains or MX hosts are in it.
        package var size: Int
        /// One for each column, in their order.
        package var shares: [Share]
        /// The id of the profile that looks closer at it; nil where there is none.
        package var profile: String?
    }
}
