import Foundation
import Reporting

/// A comparison for a terminal: the sums, and of each kind of change the first domains.
final class ComparisonText: ComparisonPage {
    /// How many domains of a kind and mechanism are named.
    private static let shown = 20
    private let out = BufferedOutput()
    private var first: [ChangeKind: [Mechanism: [DomainChange]]] = [:]

    func add(_ change: DomainChange) {
        if first[change.kind]?[change.mechanism]?.count ?? 0 < Self.shown {
            first[change.kind, default: [:]][change.mechanism, default: []].append(change)
        }
    }

    func end(_ comparison: Comparison) throws {
        try say(Self.head(comparison).joined(separator: "\n"))
        try say(Columns.text(Self.sums(comparison)))
        let obstacles = Self.obstacles(comparison)
        if !obstacles.isEmpty { try say("\nNot comparable\n" + Columns.text(obstacles)) }
        let steps = comparison.verdicts.filter { $0.before != $0.after }
        if !steps.isEmpty {
            let rows = steps.map { ["\($0.before) -> \($0.after)", $0.domains.grouped] }
            try say("\nVerdicts\n" + Columns.text(rows))
        }
        for kind in ChangeKind.listed {
            for mechanism in Mechanism.allCases { try list(kind, mechanism, comparison) }
        }
        try out.flush()
    }

    private func say(_ text: String) throws { try out.write(text + "\n") }

    private static func head(_ comparison: Comparison) -> [String] {
        var lines = [run("From", comparison.before), run("To  ", comparison.after), ""]
        let differences = comparison.differences.sentences
        if !differences.isEmpty {
            lines += ["The runs are not alike:", list(differences)]
        }
        lines.append(
            "\(comparison.compared.grouped) domains accept mail in both, and are compared.")
        lines += comparison.keptApart.map { "\($0.domains.grouped) \($0.text): kept apart." }
        return lines + [""]
    }

    /// Sentences, each wrapped, and an empty line.
    private static func list(_ sentences: [String]) -> String {
        var page = Page(.plain)
        for sentence in sentences {
            page.paragraph(sentence, lead: "- ", leadTone: .plain, indent: 0)
        }
        return page.text
    }

    /// `From run 1: top list, 23 November 2026, 17:49 UTC`.
    private static func run(_ word: String, _ run: RunRecord) -> String {
        let parts = ["\(word) run \(run.id): \(run.label)", run.startedAt, run.stateText]
        return TerminalText.harmless(parts.compactMap(\.self).joined(separator: ", "))
    }

    private static func sums(_ comparison: Comparison) -> [[String]] {
        let kinds = ChangeKind.listed + [.unchanged, .incomparable]
        return [["Mechanism", "new", "gone", "mode", "broken", "repaired", "same", "unknown"]]
            + Mechanism.allCases.map { mechanism in
                [mechanism.title] + kinds.map { comparison.count($0, mechanism).grouped }
            }
    }

    /// Of each mechanism how many domains are not comparable, for each reason.
    private static func obstacles(_ comparison: Comparison) -> [[String]] {
        Mechanism.allCases.flatMap { mechanism in
            comparison.obstacles(mechanism).map {
                [mechanism.title, $0.domains.grouped, $0.reason.title]
            }
        }
    }

    private func list(
        _ kind: ChangeKind, _ mechanism: Mechanism, _ comparison: Comparison
    ) throws {
        guard let changes = first[kind]?[mechanism] else { return }
        let count = comparison.count(kind, mechanism)
        try say("\n\(kind.title): \(mechanism.title), \(count.grouped)")
        try say(
            Columns.text(
                changes.map { change in
                    [
                        change.domain,
                        change.reason?.text ?? "\(change.before.text) -> \(change.after.text)",
                    ]
                }))
        if count > changes.count {
            try say("… \((count - changes.count).grouped) more, with --format csv")
        }
    }
}
