package import Foundation

/// Writes a report's files into a folder, which it makes if it is not there.
package struct ReportWriter: Sendable {
    package let report: Report

    package init(_ report: Report) {
        self.report = report
    }

    /// Writes `index.html`, `report.md`, `summary.json` and the folder `tables`, each file whole
    /// or not at all, and returns them in this order.
    ///
    /// Takes away the tables of an earlier report that this one has not, by what the earlier
    /// `summary.json` names, and nothing else.
    ///
    /// - Throws: what the file system says of the folder or of a file.
    @discardableResult
    package func write(to directory: URL) throws -> [URL] {
        let tables = CSVReport.files(report)
        let folder = directory.appending(path: "tables", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let page = try write(HTMLReport.render(report), "index.html", directory)
        let markdown = try write(MarkdownReport.render(report), "report.md", directory)
        for (name, text) in tables { try write(text, name, directory) }
        for name in EarlierTables.names(in: directory).subtracting(tables.map(\.name)) {
            try? FileManager.default.removeItem(at: directory.appending(path: name))
        }
        let summary = directory.appending(path: EarlierTables.summary)
        try SummaryReport.render(report).write(to: summary, options: .atomic)
        return [page, markdown, summary, folder]
    }

    @discardableResult
    private func write(_ text: String, _ name: String, _ directory: URL) throws -> URL {
        let file = directory.appending(path: name)
        try Data(text.utf8).write(to: file, options: .atomic)
        return file
    }
}

/// The tables that an earlier report wrote into a folder.
enum EarlierTables {
    static let summary = "summary.json"

    private struct Summary: Decodable {
        var files: [String]
    }

    /// Their names, `tables/verdicts.csv`; none where the earlier summary is missing or not ours.
    static func names(in directory: URL) -> Set<String> {
        guard let data = try? Data(contentsOf: directory.appending(path: summary)),
            let earlier = try? JSONDecoder().decode(Summary.self, from: data)
        else { return [] }
        return Set(earlier.files.filter { $0.wholeMatch(of: /tables\/[a-z0-9-]+\.csv/) != nil })
    }
}
