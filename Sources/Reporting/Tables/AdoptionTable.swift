/// A table of shares: each row a state or a step, with its count and its denominator.
package struct AdoptionTable: Sendable, Equatable {
    /// Kebab-case, one of a kind in a run: the table's anchor.
    package var id: String
    package var title: String
    /// A sentence or two before it; nil where the title says it all.
    package var intro: String?
    /// Over the first column: `Verdict`.
    package var heading: String
    /// Over the counts: `Domains`, `MX hosts`.
    package var unit: String
    package var rows: [Row]
    /// Counted, but in no denominator: errors, and what was not measured.
    package var apart: [Apart]
    /// Said in place of the rows where there is nothing to count.
    package var empty: String
    package var chart: ChartKind
    /// The SQL that gives it.
    package var sql: String
    /// Said under the rows where there are more than are shown; nil where all are there.
    package var rest: String? = nil

    /// A line of the table: a label and its share.
    package struct Row: Sendable, Equatable {
        /// What stands for it in the database: a state word, or a query's column.
        package var key: String
        package var label: String
        package var note: String?
        package var share: Share
        package var tone: Tone
        /// What others have published of the same.
        package var published: [Published]

        package init(
            key: String, label: String, note: String? = nil, share: Share, tone: Tone,
            published: [Published] = []
        ) {
            self.key = key
            self.label = label
            self.note = note
            self.share = share
            self.tone = tone
            self.published = published
        }
    }

    /// A count that is in no denominator.
    package struct Apart: Sendable, Equatable {
        /// The state word in the database.
        package var key: String
        package var label: String
        package var note: String?
        package var count: Int
    }

    /// Whether there is anything to count.
    package var isEmpty: Bool { rows.allSatisfy { $0.share.total == 0 } }

    /// The denominator of all rows; nil where they differ.
    package var commonDenominator: Share? {
        guard let first = rows.first?.share,
            rows.allSatisfy({
                $0.share.total == first.total && $0.share.denominator == first.denominator
            })
        else { return nil }
        return first
    }
}

/// How a table is drawn.
package enum ChartKind: Sendable, Equatable {
    /// One bar a row; the whole width is its denominator.
    case bars
    /// One bar, divided among the rows: they exclude each other and add up.
    case stacked
    /// A falling stair: steps, each a condition of the next, so that each counts those that came
    /// further too. It is drawn to the scale of its longest step; a row of the tone `absent` is
    /// no step.
    case ladder
    /// Dots for the sets that a row's domains are in, and a bar for how many they are. The rows
    /// exclude each other; the key of each has a digit for each set, in this order: `101` is in
    /// the first and the last.
    case combinations(of: [String])
    case none
}

/// What a state means for the mail: a colour in the charts, told apart by lightness as well.
package enum Tone: String, Sendable, Equatable, CaseIterable {
    case good, fair, neutral, weak, bad, worst, absent
}

/// A table without shares: what was run, what was rejected, which findings there are.
package struct ListTable: Sendable, Equatable {
    package var id: String
    package var title: String
    package var intro: String?
    package var headings: [Heading]
    package var rows: [[String]]
    /// Said in place of the rows where there are none.
    package var empty: String
    /// The SQL that gives it.
    package var sql: String

    /// The heading of a column; numbers stand to the right.
    package struct Heading: Sendable, Equatable {
        package var text: String
        package var isNumber: Bool = false
    }
}
