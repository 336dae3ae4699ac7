import ArgumentParser
import Reporting

/// How a comparison is written.
enum ComparisonFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv

    func page() throws -> any ComparisonPage {
        switch self {
        case .text: ComparisonText()
        case .json: try ComparisonJSON()
        case .csv: try ComparisonCSV()
        }
    }
}

/// A comparison on its way out: the changes as they come, and the sums behind them.
protocol ComparisonPage: AnyObject {
    func add(_ change: DomainChange) throws
    func end(_ comparison: Comparison) throws
}
