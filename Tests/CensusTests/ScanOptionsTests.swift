import Testing

@testable import Census

@Suite struct ScanOptionsTests {
    @Test(arguments: [
        (["lists/tranco.csv"], "lists/tranco.csv", "tranco.csv"),
        (["/srv/a.txt", "-"], "/srv/a.txt stdin", "a.txt stdin"),
    ])
    func listsHavePathsAndFileNames(lists: [String], paths: String, names: String) {
        let options = ScanOptions(lists: lists, network: NetworkOptions(ehloName: "census.example"))
        #expect(options.listName == paths)
        #expect(options.fileNames == names)
    }
}
