/// A report as one HTML file: no request leaves it, no script runs in it.
package enum HTMLReport {
    package static func render(_ report: Report) -> String {
        TemplateLibrary.render("page", PageView(report))
    }
}
