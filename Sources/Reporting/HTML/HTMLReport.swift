/// A report as one HTML file: no request leaves it, no script runs in it.
package enum HTMLReport {
    /// The whole file.
    package static func render(_ report: Report) -> String {
        TemplateLibrary.render("page", PageView(report))
    }
}
