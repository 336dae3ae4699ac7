import Foundation
import Reporting

/// A comparison for a terminal: the sums, and of each kind of change the first domains.
final class ComparisonText: ComparisonPage {
    /// How many domains of a kind and mechanism are named.
    private static let shown = 20
    private var first: [ChangeKind: [Mechanism: [DomainChange]]] = [:]

    func add(_ change: DomainChange) {
        if first[change.kind]?[change.mechanism]?.count ?? 0 < Self.shown {
            first[change.kind, default: [:]][change.mechanism, default: []].append(change)
        }
    }

    func end(_ comparison: Comparison) {
        print(Self.head(comparison).joined(separator: "\n"))
        print(Columns.text(Self.sums(comparison)))
        let steps = comparison.verdicts.filter { $0.before != $0.after }
        if !steps.isEmpty {
            print("\nVerdicts")
            print(
                Columns.text(
                    steps.map { ["\($0.before) -> \($0.after)", $0.domains.grouped] }))
        }
        for kind in ChangeKind.listed {
            for mechanism in Mechanism.allCases { list(kind, mechanism, comparison) }
        }
    }

    private static func head(_ comparison: Comparison) -> [String] {
        var lines = [run("From", comparison.before), run("To  ", comparison.after), ""]
        lines.append(
            "\(comparison.compared.grouped) domains accept mail in both, and are compared.")
        lines += comparison.keptApart.map { "\($0.domains.grouped) \($0.text): kept apart." }
        return lines + [""]
    }

    /// `From run 1: top list, 23 November 2026, 17:49 UTC`.
    private static func run(_ word: String, _ run: RunRecord) -> String {
        let share = run.domainsTotal.map { "\(run.domains.grouped) of \($0.grouped)" }
        let state = run.isFinished ? "" : ", \(run.state): \(share ?? run.domains.grouped) domains"
        return TerminalText.harmless(
            "\(word) run \(run.id): \(run.label), \(run.startedAt)\(state)")
    }

    private static func sums(_ comparison: Comparison) -> [[String]] {
        let kinds = ChangeKind.listed + [.unchanged, .incomparable]
        return [["Mechanism", "new", "gone", "mode", "broken", "repaired", "same", "unknown"]]
            + Mechanism.allCases.map { mechanism in
                [mechanism.title] + kinds.map { comparison.count($0, mechanism).grouped }
            }
    }

    private func list(_ kind: ChangeKind, _ mechanism: Mechanism, _ comparison: Comparison) {
        guard let changes = first[kind]?[mechanism] else { return }
        let count = comparison.count(kind, mechanism)
        print("\n\(kind.title): \(mechanism.title), \(count.grouped)")
        print(
            Columns.text(
                changes.map { change in
                    [change.domain, "\(change.before.text) -> \(change.after.text)"]
                }))
        if count > changes.count {
            print("… \((count - changes.count).grouped) more, with --format csv")
        }
    }
}
