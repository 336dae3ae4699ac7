package import Foundation

/// Writes a report's files into a folder, which it makes if it is not there.
package struct ReportWriter: Sendable {
    package let report: Report

    package init(_ report: Report) {
        self.report = report
    }

    /// Writes `index.html`, `report.md` and `summary.json`, each whole or not at all, and
    /// returns them in this order.
    ///
    /// - Throws: what the file system says of the folder or of a file.
    @discardableResult
    package func write(to directory: URL) throws -> [URL] {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return try files().map { name, data in
            let file = directory.appending(path: name)
            try data.write(to: file, options: .atomic)
            return file
        }
    }

    private func files() throws -> [(name: String, data: Data)] {
        [
            ("index.html", Data(HTMLReport.render(report).utf8)),
            ("report.md", Data(MarkdownReport.render(report).utf8)),
            ("summary.json", try SummaryReport.render(report)),
        ]
    }
}
