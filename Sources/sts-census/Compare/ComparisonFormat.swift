import ArgumentParser
import Reporting

/// How a comparison is written.
enum ComparisonFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv

    func page() -> any ComparisonPage {
        switch self {
        case .text: ComparisonText()
        case .json: ComparisonJSON()
        case .csv: ComparisonCSV()
        }
    }
}

/// A comparison on its way out: the changes as they come, and the sums behind them.
protocol ComparisonPage: AnyObject {
    func add(_ change: DomainChange)
    func end(_ comparison: Comparison)
}
