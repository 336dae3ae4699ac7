package import Foundation

/// Writes a report's files into a folder, which it makes if it is not there.
package struct ReportWriter: Sendable {
    package let report: Report

    package init(_ report: Report) {
        self.report = report
    }

    /// Writes `index.html` and `report.md`, each whole or not at all, and returns them.
    @discardableResult
    package func write(to directory: URL) throws -> [URL] {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return try files.map { name, text in
            let file = directory.appending(path: name)
            try Data(text.utf8).write(to: file, options: .atomic)
            return file
        }
    }

    private var files: [(name: String, text: String)] {
        [
            ("index.html", HTMLReport.render(report)),
            ("report.md", MarkdownReport.render(report)),
        ]
    }
}
