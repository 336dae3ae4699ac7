import Foundation
import Reporting

/// One JSON object: `changes`, a line for each, and then the sums.
final class ComparisonJSON: ComparisonPage {
    private let out = BufferedOutput()
    private let encoder = JSONEncoder()
    private var isFirst = true

    init() {
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        out.write("{\"changes\":[")
    }

    func add(_ change: DomainChange) {
        out.write(isFirst ? "\n" : ",\n")
        isFirst = false
        out.write(text(ChangeObject(change)))
    }

    func end(_ comparison: Comparison) {
        out.write("],\n\"summary\":" + text(SummaryObject(comparison)) + "}\n")
        out.flush()
    }

    private func text(_ value: some Encodable) -> String {
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("texts and numbers are JSON")
        }
        return String(decoding: data, as: UTF8.self)
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

        init(_ change: DomainChange) {
            self.change = change.kind.rawValue
            mechanism = change.mechanism.rawValue
            domain = change.domain
            rank = change.rank
            before = change.before.text
            after = change.after.text
            verdictBefore = change.verdictBefore
            verdictAfter = change.verdictAfter
        }
    }

    private struct SummaryObject: Encodable {
        var before: Int64
        var after: Int64
        var compared: Int
        var mailInOne: Int
        var mailInNone: Int
        var onlyBefore: Int
        var onlyAfter: Int
        var mechanisms: [String: [String: Int]]
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
            onlyBefore = comparison.onlyBefore
            onlyAfter = comparison.onlyAfter
            mechanisms = Dictionary(
                uniqueKeysWithValues: Mechanism.allCases.map { mechanism in
                    let counts = ChangeKind.allCases.map { kind in
                        (kind.rawValue, comparison.count(kind, mechanism))
                    }
                    return (mechanism.rawValue, Dictionary(uniqueKeysWithValues: counts))
                })
            verdicts = comparison.verdicts.map {
                Step(before: $0.before, after: $0.after, domains: $0.domains)
            }
        }
    }
}
