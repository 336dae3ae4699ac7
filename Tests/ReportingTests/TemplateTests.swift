import Testing

@testable import Reporting

@Suite struct TemplateTests {
    /// Without it a partial falls back to the library's own escaping, which has a hole.
    @Test func everyTemplateNamesItsContentType() {
        for (name, bytes) in TemplateLibrary.sources {
            let type = name.hasPrefix("markdown") ? "CENSUS-MARKDOWN" : "CENSUS-HTML"
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("{{%CONTENT_TYPE:\(type)}}\n"), "\(name)")
        }
    }

    /// The style sheet, the script, charts and SQL are ours; they alone go in as they are.
    @Test func onlyOwnTextsGoInUnescaped() {
        for (_, bytes) in TemplateLibrary.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("{{&"))
            for match in text.matches(of: /\{\{\{([^}]*)\}\}\}/) {
                #expect(["style", "script", "chart", "sql"].contains(match.output.1))
            }
        }
    }

    /// It stands in an element that ends with the first `</script`, or begins a comment.
    @Test func theScriptEndsWhereItsElementEnds() {
        #expect(!TemplateLibrary.script.lowercased().contains("</script"))
        #expect(!TemplateLibrary.script.contains("<!--"))
    }

    /// Texts of the page stay texts: nothing makes markup or code of them.
    @Test(arguments: [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
        "setTimeout", "fetch(", "XMLHttpRequest", "import(", "localStorage", ".style", ".src",
        ".href",
    ])
    func theScriptDoesWithout(_ word: String) {
        #expect(!TemplateLibrary.script.contains(word))
    }
}
