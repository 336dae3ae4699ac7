import Reporting

/// CSV (RFC 4180): a line for each change.
final class ComparisonCSV: ComparisonPage {
    private let out = BufferedOutput()

    init() throws {
        try out.write(
            CSVText.line([
                "change", "mechanism", "domain", "rank", "before", "after", "verdict_before",
                "verdict_after", "reason",
            ]))
    }

    func add(_ change: DomainChange) throws {
        try out.write(
            CSVText.line([
                change.kind.rawValue, change.mechanism.rawValue, CSVText.text(change.domain),
                "\(change.rank)", CSVText.text(change.before.text),
                CSVText.text(change.after.text), change.verdictBefore, change.verdictAfter,
                CSVText.text(change.reason?.text ?? ""),
            ]))
    }

    func end(_ comparison: Comparison) throws { try out.flush() }
}
