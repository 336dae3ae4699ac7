import Foundation
import Testing

@testable import Reporting

@Suite struct GalleryTests {
    @Test func writeIt() throws {
        let report = try Gallery().report()
        try HTMLReport.render(report).write(toFile: "/tmp/look/gallery.html", atomically: true, encoding: .utf8)
        try MarkdownReport.render(report).write(toFile: "/tmp/look/gallery.md", atomically: true, encoding: .utf8)
    }
}
