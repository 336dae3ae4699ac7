import Testing

/// What is fuzzed is in the table of Docs/Reliability.md, and begins with the rows of the tests.
@Suite struct FuzzDocumentTests {
    private let targets: [String]

    init() throws {
        let source = try Repository.text("Fuzz/Sources/Fuzz/FuzzTarget.swift")
        targets = source.matches(of: /FuzzTarget\(name: "([^"]+)"\)/).map { String($0.1) }
    }

    @Test func eachTargetHasItsFigures() throws {
        #expect(targets.count > 20)
        let document = try Repository.text("Docs/Reliability.md")
        let rows = document.matches(of: /\n\| `([^`]+)` \|/).map { String($0.1) }
        for target in targets {
            #expect(rows.contains(target), "\(target) is not documented")
        }
    }

    @Test func eachTargetHasSeeds() throws {
        let source = try Repository.text("Fuzz/seeds.py")
        let seeded = source.matches(of: /\n    "([^"]+)": Target\(/).map { String($0.1) }
        #expect(seeded.sorted() == targets.sorted())
    }

    @Test func seedsComeFromTestsThatAreThere() throws {
        let source = try Repository.text("Fuzz/seeds.py")
        let files = source.matches(of: /(STANDARDS \+ )?"([A-Za-z\/]+Tests)"/)
        #expect(files.count > 20)
        for file in files {
            let folder = file.1 == nil ? "Tests/" : "Tests/MailStandardsTests/"
            #expect(Repository.has(folder + file.2 + ".swift"), "\(file.2)")
        }
    }
}
