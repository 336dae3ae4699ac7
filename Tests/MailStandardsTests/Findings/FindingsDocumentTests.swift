import Foundation
import MailStandards
import Testing

/// Docs/Findings.md is what users look findings up in: nothing may be missing there.
@Suite struct FindingsDocumentTests {
    /// Cells of each row: code, meaning, section, evidence, result type.
    private let rows: [[String]]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Docs/Findings.md"), encoding: .utf8)
        rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: " | ", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "| "))
            }
        }
    }

    private static func unquoted(_ cell: String) -> String {
        cell.trimmingCharacters(in: CharacterSet(charactersIn: "`"))
    }

    @Test(arguments: FindingCode.allCases) func hasARow(code: FindingCode) {
        #expect(rows.count { Self.unquoted($0[0]) == code.rawValue } == 1)
    }

    @Test func namesNoOtherCodes() {
        for row in rows {
            #expect(FindingCode(rawValue: Self.unquoted(row[0])) != nil, "\(row[0])")
        }
    }

    @Test func hasEveryCellFilled() {
        for row in rows {
            #expect(row.count == 5, "\(row)")
            #expect(row.allSatisfy { !$0.isEmpty }, "\(row)")
            let types = row.last?.split(separator: ", ").map { Self.unquoted(String($0)) } ?? []
            #expect(types == ["none"] || types.allSatisfy { ResultType(rawValue: $0) != nil })
        }
    }

    /// What `check` says of a finding is what stands here.
    @Test(arguments: FindingCode.allCases) func saysTheSameAsTheCode(code: FindingCode) throws {
        let row = try #require(rows.first { Self.unquoted($0[0]) == code.rawValue })
        #expect(row[1].replacing("\\|", with: "|") == code.meaning)
        #expect(row[2] == code.section)
    }

    @Test func codesAreKebabCase() {
        for code in FindingCode.allCases {
            let isKebab = code.rawValue.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
            #expect(isKebab, "\(code.rawValue)")
        }
    }
}
