import Testing

/// Whoever opens a file reads what each type and function is for that other targets may use.
///
/// Properties and initialisers are left out: most are said by their name and their type's comment.
@Suite struct DocCommentTests {
    @Test func typesAndFunctionsHaveOne() throws {
        let declaration =
            #/package (?:(?:final|static|nonisolated|mutating|indirect) )*(?:actor|class|enum|func|protocol|struct|typealias) /#
        for path in try Repository.sources {
            let lines = try Repository.text(path).split(
                separator: "\n", omittingEmptySubsequences: false
            ).map { $0.drop { $0 == " " } }
            for (index, line) in lines.enumerated() {
                guard line.prefixMatch(of: declaration) != nil else { continue }
                let above = lines[..<index].last { !$0.hasPrefix("@") }
                #expect(above?.hasPrefix("///") == true, "\(path) line \(index + 1): \(line)")
            }
        }
    }
}
