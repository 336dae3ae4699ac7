import Foundation
import Testing

@testable import Reporting

@Suite struct CSVReportTests {
    @Test(arguments: [
        ("plain", "plain", "as it is"), ("a,b", "\"a,b\"", "a comma"),
        ("a\"b", "\"a\"\"b\"", "a quote"), ("a\nb", "\"a\nb\"", "a line feed"),
        ("=1+1", "'=1+1", "a formula"), ("+1", "'+1", "a formula"), ("-1", "'-1", "a formula"),
        ("@SUM(A1)", "'@SUM(A1)", "a formula"), ("\t=1", "'\t=1", "a tab before it"),
        ("=\"\u{301}\",", "\"'=\"\"\u{301}\"\",\"", "a quote, and a mark that combines with it"),
        ("a\u{0}\u{202E}b", "a\u{FFFD}\u{FFFD}b", "what cannot be seen"), ("", "", "nothing"),
    ])
    func cells(text: String, expected: String, reason: String) {
        #expect(
            Array(CSVText.text(text).unicodeScalars) == Array(expected.unicodeScalars), "\(reason)")
    }

    private func file(_ name: String, _ gallery: Gallery = Gallery(groups: 2)) throws -> [String] {
        let files = try CSVReport.files(gallery.report())
        let file = try #require(files.first { $0.name == "tables/\(name).csv" })
        #expect(file.text.hasSuffix("\r\n"))
        return file.text.components(separatedBy: "\r\n").dropLast()
    }

    @Test func shares() throws {
        let lines = try file("ladder")
        #expect(lines[0] == "key,label,count,total,fraction,lower,upper,of,note,published")
        #expect(
            lines[2] == """
                published,Provider published,1300,100000,0.013,,,domains accepting mail,Provider,\
                1.2% (IMC 2025)
                """)
        #expect(lines.last == "error,DNS failed,12,,,,,,,", "what is left out has no total")
    }

    @Test func groups() throws {
        let lines = try file("groups", Gallery(groups: 7))
        #expect(
            lines[0].hasPrefix(
                "key,label,size,c0_count,c0_total,c0_fraction,c0_lower,c0_upper,c1_count,"))
        #expect(lines[2].hasPrefix("g2,Provider 2,60000,74,60000,0.0012333333333333332,"))
        #expect(lines[7].hasPrefix("g7,Provider 7,17142,0,0,,,,0,0,,,,"), "not measured")
    }

    @Test func texts() throws {
        #expect(try file("texts") == ["Name,Lines,T", "Provider,1234,Provider", "b,9,'=", "c,–,"])
    }

    @Test func profiles() throws {
        let lines = try file("gallery-profiles")
        #expect(lines[0] == "profile,title,table,key,label,count,total,fraction,lower,upper,of")
        #expect(
            lines[2] == """
                profile-1,Provider 1,profile-1-modes,100,Provider 100,640,100000,0.0064,,,\
                domains accepting mail
                """)
    }
}
