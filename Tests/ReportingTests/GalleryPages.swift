import Foundation
import Testing

@testable import Reporting

/// Writes pages for Tests/Browser, where it asks for them: into the folder that
/// `STS_CENSUS_GALLERY` names, with the texts of its file `texts.json` in every place for one.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["STS_CENSUS_GALLERY"] != nil))
struct GalleryPages {
    @Test func write() throws {
        let name = ProcessInfo.processInfo.environment["STS_CENSUS_GALLERY"]
        let folder = URL(filePath: try #require(name))
        let texts = try JSONDecoder().decode(
            [String].self, from: Data(contentsOf: folder.appending(path: "texts.json")))
        try ReportWriter(Gallery().report()).write(to: folder.appending(path: "gallery"))
        let hostile = Gallery(text: texts.joined(separator: " "), groups: 14)
        try ReportWriter(hostile.report()).write(to: folder.appending(path: "hostile"))
    }
}
