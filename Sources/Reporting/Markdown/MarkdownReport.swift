/// A report as Markdown (GitHub's), with the same tables as the HTML.
package enum MarkdownReport {
    /// The whole file.
    package static func render(_ report: Report) -> String {
        TemplateLibrary.render("markdown", PageView(report))
    }
}
