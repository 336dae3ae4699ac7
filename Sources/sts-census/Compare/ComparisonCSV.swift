import Reporting

/// CSV (RFC 4180): a line for each change.
final class ComparisonCSV: ComparisonPage {
    private let out = BufferedOutput()

    init() {
        out.write(
            CSVText.line([
                "change", "mechanism", "domain", "rank", "before", "after", "verdict_before",
                "verdict_after",
            ]))
    }

    func add(_ change: DomainChange) {
        out.write(
            CSVText.line([
                change.kind.rawValue, change.mechanism.rawValue, CSVText.text(change.domain),
                "\(change.rank)", CSVText.text(change.before.text),
                CSVText.text(change.after.text), change.verdictBefore, change.verdictAfter,
            ]))
    }

    func end(_ comparison: Comparison) { out.flush() }
}
