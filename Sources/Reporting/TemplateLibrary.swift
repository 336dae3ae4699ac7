import Mustache

/// The templates, the style sheet and the script, embedded in the executable.
enum TemplateLibrary {
    /// The style sheet of the page.
    static let styleSheet = text(PackageResources.style_css)

    /// The script of the page.
    static let script = text(PackageResources.script_js)

    /// Renders a view with a template. Each template names its content type, since the library
    /// falls back to its own HTML escaping in every partial that does not.
    static func render(_ template: String, _ view: Any) -> String {
        guard let text = library.render(view, withTemplate: template) else {
            preconditionFailure("there is no template \(template)")
        }
        return text
    }

    private static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLText(), named: "CENSUS-HTML")
        MustacheContentTypes.register(MarkdownText(), named: "CENSUS-MARKDOWN")
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            do {
                try library.register(text(bytes), named: name)
            } catch {
                preconditionFailure("template \(name): \(error)")
            }
        }
        return library
    }()

    /// Each template's text by its name.
    static let sources: [(name: String, bytes: [UInt8])] = [
        ("page", PackageResources.page_mustache),
        ("run", PackageResources.run_mustache),
        ("table", PackageResources.table_mustache),
        ("rows", PackageResources.rows_mustache),
        ("profile", PackageResources.profile_mustache),
        ("markdown", PackageResources.markdown_mustache),
        ("markdown-table", PackageResources.markdown_table_mustache),
    ]

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
