/// A report's tables as CSV (RFC 4180), for spreadsheets and statistics: one file a table.
package enum CSVReport {
    /// Each file's name in the report's folder, `tables/verdicts.csv`, and what it holds.
    static func files(_ report: Report) -> [(name: String, text: String)] {
        report.run.sections.flatMap(tables).map { ("tables/\($0).csv", $1.text) }
    }

    private static func tables(_ section: ReportSection) -> [(id: String, table: CSVTable)] {
        var tables = section.parts.map { (id: $0.id, table: CSVTable($0)) }
        if !section.profiles.isEmpty {
            tables.append(("\(section.id)-profiles", CSVTable(section.profiles)))
        }
        return tables
    }
}
