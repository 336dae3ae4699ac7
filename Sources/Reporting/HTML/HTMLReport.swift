/// A report as one HTML file: no request leaves it, and no script runs in it but ours.
package enum HTMLReport {
    /// The whole file.
    package static func render(_ report: Report) -> String {
        TemplateLibrary.render("page", PageView(report))
    }
}
