import Foundation
import Testing

@testable import DomainLists

@Suite struct LongListTests {
    /// 60 MB leave the process as large as it was; most are comments, to spare unoptimised code.
    @Test func isStreamed() throws {
        try withTemporaryFolder { folder in
            try folder.run("seq 20000 | awk '{printf \"d%d.example\\n#%3000d\\n\", $1, $1}' > list")
            try folder.run("gzip -1 list")
            var reader = try DomainListReader(path: folder.path + "/list.gz")
            var before = 0
            while let element = try reader.next() {
                guard case .domain(let entry) = element, entry.rank == reader.domains else {
                    Issue.record("\(element)")
                    return
                }
                if reader.domains == 1000 { before = residentBytes() }
            }
            #expect(reader.domains == 20_000)
            #expect(reader.lines == 40_000)
            #expect(residentBytes() - before < 30_000_000)
        }
    }

    private func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = fields.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
