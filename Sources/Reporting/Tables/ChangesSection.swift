import GRDB

/// What changed between two runs at the domains that both have.
struct ChangesSection {
    private let comparison: Comparison
    /// The first of each kind, in the order of the later list.
    private let changes: [ChangeKind: [DomainChange]]

    /// How many domains are named for each kind of change.
    private static let shown = 25

    init(before: Int64, after: Int64, _ db: Database) throws {
        var changes: [ChangeKind: [DomainChange]] = [:]
        comparison = try Comparison(before, after, db) { change in
            if changes[change.kind, default: []].count < Self.shown {
                changes[change.kind, default: []].append(change)
            }
        }
        self.changes = changes
    }

    func section() -> ReportSection {
        ReportSection(
            id: "changes", title: "What changed",
            paragraphs: [
                """
                From \(Self.text(comparison.before)), to \(Self.text(comparison.after)): the domains \
                that both have done and that accept mail in both. All others are kept apart.
                """
            ] + comparison.differences.paragraphs,
            parts: [.cross(sums), .list(keptApart), .cross(verdicts)]
                + ChangeKind.listed.map { .list(named($0)) })
    }

    /// `run 1, 23 November 2026, 17:49 UTC, interrupted, 1 of 3 domains`.
    private static func text(_ run: RunRecord) -> String {
        ["run \(run.id)", InstantText.said(run.startedAt), run.stateText].compactMap(\.self)
            .joined(separator: ", ")
    }

    private var sql: String {
        Comparison.query(comparison.before.id, comparison.after.id).sql
    }

    private var sums: CrossTable {
        let kinds = ChangeKind.listed + [.unchanged]
        let denominator = "domains that accept mail in both runs, with the mechanism known in both"
        return CrossTable(
            id: "change-sums", title: "Changes",
            intro: "The SQL gives both states of each domain.",
            heading: "Mechanism", sizeHeading: "Domains compared",
            columns: kinds.map {
                .init(key: $0.rawValue, title: $0.title, denominator: denominator)
            },
            rows: Mechanism.allCases.map { mechanism in
                let unknown = comparison.count(.incomparable, mechanism)
                let known = comparison.compared - unknown
                return CrossTable.Row(
                    key: mechanism.rawValue, label: mechanism.title,
                    note: obstacles(mechanism), size: known,
                    shares: kinds.map {
                        Share(comparison.count($0, mechanism), of: known, denominator)
                    })
            }, empty: "", sql: sql)
    }

    /// `12 more not comparable: 10 a lookup failed, 2 no MX host answered`; nil where all are.
    private func obstacles(_ mechanism: Mechanism) -> String? {
        let reasons = comparison.obstacles(mechanism).map {
            "\($0.domains.grouped) \($0.reason.title)"
        }
        guard !reasons.isEmpty else { return nil }
        let count = comparison.count(.incomparable, mechanism)
        return "\(count.grouped) more not comparable: \(reasons.joined(separator: ", "))"
    }

    /// Verdicts before down, verdicts after across.
    private var verdicts: CrossTable {
        let words = MailWords.verdicts.filter { $0.word != "no-mail" }
        let denominator = "domains of the row, which had that verdict in the earlier run"
        let steps = Dictionary(grouping: comparison.verdicts, by: \.before)
        return CrossTable(
            id: "verdict-changes", title: "From verdict to verdict",
            intro: "The earlier verdict down, the later one across.", heading: "Earlier verdict",
            sizeHeading: "Domains",
            columns: words.map {
                .init(key: $0.word, title: $0.label, denominator: denominator)
            },
            rows: words.compactMap { word in
                guard let steps = steps[word.word] else { return nil }
                let size = steps.reduce(0) { $0 + $1.domains }
                return CrossTable.Row(
                    key: word.word, label: word.label, size: size,
                    shares: words.map { after in
                        let count = steps.filter { $0.after == after.word }.reduce(0) {
                            $0 + $1.domains
                        }
                        return Share(count, of: size, denominator)
                    })
            }, empty: "No domain accepts mail in both runs.", sql: sql)
    }

    private func named(_ kind: ChangeKind) -> ListTable {
        let all = Mechanism.allCases.reduce(0) { $0 + comparison.count(kind, $1) }
        let shown = changes[kind] ?? []
        let hasReasons = shown.contains { $0.reason != nil }
        let (before, after) = (comparison.before.id, comparison.after.id)
        return ListTable(
            id: "changes-\(kind.rawValue)", title: kind.title,
            intro: all > shown.count
                ? """
                The first \(shown.count.grouped) of \(all.grouped); 'sts-census compare \(before) \
                \(after) --format csv' names all.
                """ : nil,
            headings: [
                .init(text: "Domain"), .init(text: "Rank", isNumber: true),
                .init(text: "Mechanism"), .init(text: "Before"), .init(text: "After"),
            ] + (hasReasons ? [.init(text: "Reason")] : []),
            rows: shown.map { change in
                [
                    change.domain, change.rank.grouped, change.mechanism.title, change.before.text,
                    change.after.text,
                ] + (hasReasons ? [change.reason?.text ?? ""] : [])
            }, empty: "None.", sql: sql)
    }

    private var keptApart: ListTable {
        ListTable(
            id: "kept-apart", title: "Kept apart",
            headings: [.init(text: "Domains that"), .init(text: "Domains", isNumber: true)],
            rows: comparison.keptApart.map { [$0.text, $0.domains.grouped] },
            empty: "Both runs have the same domains, and all of them accept mail in both.", sql: sql
        )
    }
}
