import Foundation
import Reporting

/// One JSON object: `changes`, a line for each, then `differences` of the runs, and the sums.
final class ComparisonJSON: ComparisonPage {
    private let out = BufferedOutput()
    private let encoder = JSONEncoder()
    private var isFirst = true

    init() throws {
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try out.write("{\"changes\":[")
    }

    func add(_ change: DomainChange) throws {
        try out.write(isFirst ? "\n" : ",\n")
        isFirst = false
        try out.write(text(ChangeObject(change)))
    }

    func end(_ comparison: Comparison) throws {
        let differences = TerminalText.harmless(json: try text(comparison.differences.sentences))
        try out.write("],\n\"differences\":" + differences)
        try out.write(",\n\"summary\":" + text(SummaryObject(comparison)) + "}\n")
        try out.flush()
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private struct ChangeObject: Encodable {
        var change: String
        var mechanism: String
        var domain: String
        var rank: Int
        var before: String
        var after: String
        var verdictBefore: String
        var verdictAfter: String
        var reason: ReasonObject?

        struct ReasonObject: Encodable {
            var state: String
            var before: String?
            var after: String?
        }

        init(_ change: DomainChange) {
            self.change = change.kind.rawValue
            mechanism = change.mechanism.rawValue
            domain = change.domain
            rank = change.rank
            before = change.before.text
            after = change.after.text
            verdictBefore = change.verdictBefore
            verdictAfter = change.verdictAfter
            reason = change.reason.map {
                ReasonObject(state: $0.state, before: $0.before, after: $0.after)
            }
        }
    }

    private struct SummaryObject: Encodable {
        var before: Int64
        var after: Int64
        var compared: Int
        var mailInOne: Int
        var mailInNone: Int
        var mailUnknown: Int
        var onlyBefore: Int
        var onlyAfter: Int
        var notReached: Int
        var notReachedBefore: Int
        var mechanisms: [String: [String: Int]]
        var notComparable: [String: [String: Int]]
        var verdicts: [Step]

        struct Step: Encodable {
            var before: String
            var after: String
            var domains: Int
        }

        init(_ comparison: Comparison) {
            before = comparison.before.id
            after = comparison.after.id
            compared = comparison.compared
            mailInOne = comparison.mailInOne
            mailInNone = comparison.mailInNone
            mailUnknown = comparison.mailUnknown
            onlyBefore = comparison.onlyBefore
            onlyAfter = comparison.onlyAfter
            notReached = comparison.notReached
            notReachedBefore = comparison.notReachedBefore
            mechanisms = Self.counts(ChangeKind.self) { comparison.count($0, $1) }
            notComparable = Self.counts(Obstacle.self) { comparison.count($0, $1) }
            verdicts = comparison.verdicts.map {
                Step(before: $0.before, after: $0.after, domains: $0.domains)
            }
        }

        private static func counts<Kind: RawRepresentable<String> & CaseIterable>(
            _ kinds: Kind.Type, _ count: (Kind, Mechanism) -> Int
        ) -> [String: [String: Int]] {
            Mechanism.allCases.reduce(into: [:]) { counts, mechanism in
                for kind in kinds.allCases {
                    let key = kind.rawValue.replacing("-", with: "_")
                    counts[mechanism.rawValue, default: [:]][key] = count(kind, mechanism)
                }
            }
        }
    }
}
