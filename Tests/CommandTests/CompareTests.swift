import Foundation
import Testing

/// Two runs as users compare them.
@Suite(.serialized) struct CompareTests {
    /// Two runs, between which a policy's certificate went bad; the third is not over.
    private static let runs = """
        INSERT INTO run_domain SELECT 2, domain_id, rank FROM run_domain WHERE run_id = 1;
        UPDATE domain_result SET mail_route = 'mx', sts_record = 'valid', policy_fetch = 'ok',
            policy_mode = 'enforce', sts_adoption = 'effective', verdict = 'secure',
            starttls = 'all', starttls_adoption = 'effective', dane_adoption = 'absent';
        CREATE TEMP TABLE later AS SELECT * FROM domain_result;
        UPDATE later SET run_id = 2, policy_fetch = 'tls', policy_mode = NULL,
            sts_adoption = 'published', verdict = 'opportunistic',
            result_type = 'sts-webpki-invalid';
        INSERT INTO domain_result SELECT * FROM later;
        CREATE TEMP TABLE run_later AS SELECT * FROM run;
        UPDATE run_later SET run_id = 2, list = 'later.txt', list_digest = NULL;
        INSERT INTO run SELECT * FROM run_later;
        UPDATE run_later SET run_id = 3, state = 'interrupted', finished_at = NULL, domains = 0;
        INSERT INTO run SELECT * FROM run_later;
        INSERT INTO run_domain SELECT 3, domain_id, rank FROM run_domain WHERE run_id = 1
        """

    private func withRuns(_ body: (Folder) async throws -> Void) async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", Self.runs)
            try await body(folder)
        }
    }

    @Test func sayWhatBrokeAndInWhatTheRunsAreNotAlike() async throws {
        try await withRuns { folder in
            let text = try await Command.census(["compare"], in: folder)
            #expect(text.status == 0 && text.errors == "")
            #expect(
                text.output.contains("\n- List: 'scanned.txt' with 1 domain in run 1; 'later.txt'"))
            #expect(text.output.contains("\nnull.example  policy_fetch: ok -> tls\n"))
            #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })

            let csv = try await Command.census(["compare", "1", "--format", "csv"], in: folder)
            #expect(
                csv.output == """
                    change,mechanism,domain,rank,before,after,verdict_before,verdict_after,reason\r
                    broken,mta-sts,null.example,1,"effective, enforce",published,secure,\
                    opportunistic,policy_fetch: ok -> tls\r

                    """)
        }
    }

    @Test func oneRunIsComparedWithTheNewestFinished() async throws {
        try await withRuns { folder in
            for (run, pair) in [("1", "1 2"), ("3", "2 3")] {
                let end = try await Command.census(
                    ["compare", run, "--format", "json"], in: folder)
                #expect(end.status == 0, "\(end)")
                let answer = try JSONDecoder().decode(Answer.self, from: Data(end.output.utf8))
                #expect("\(answer.summary.before) \(answer.summary.after)" == pair)
                #expect(answer.summary.not_reached == (run == "3" ? 1 : 0))
            }
        }
    }

    private struct Answer: Decodable {
        var summary: Summary

        struct Summary: Decodable {
            var before: Int
            var after: Int
            var not_reached: Int
        }
    }

    @Test func theDocumentHasEachKeyAndColumnAndNoOther() async throws {
        try await withRuns { folder in
            let json = try await Command.census(["compare", "--format", "json"], in: folder)
            let keys = Self.keys(try JSONSerialization.jsonObject(with: Data(json.output.utf8)))
            #expect(try Self.documented(below: "compare --format json") == keys)
            let csv = try await Command.census(["compare", "--format", "csv"], in: folder)
            let head = csv.output.components(separatedBy: "\r\n")[0].split(separator: ",")
            #expect(
                try Self.documented(below: "compare --format csv") == Set(head.map(String.init)))
        }
    }

    @Test(arguments: ["text", "json", "csv"])
    func aFullDiskIsSaid(format: String) async throws {
        try await withRuns { folder in
            let end = try await Command.census(
                ["compare", "--format", format], in: folder,
                through: ["sh", "-c", #"exec "$@" >/dev/full"#, "-"])
            #expect(end.isFailure(naming: ["standard output", "No space left"]), "\(end)")
        }
    }

    /// Where SIGPIPE is ignored, as in a child of many a program, there is an error to keep quiet about.
    @Test(arguments: ["", "trap '' PIPE; "])
    func aClosedPipeEndsItQuietly(trap: String) async throws {
        try await withRuns { folder in
            // The reader is gone before the first line.
            let script = #"mkfifo p; exec 3<>p; exec 4>p; exec 3<&-; "# + trap + #"exec "$@" >&4"#
            let end = try await Command.census(
                ["compare"], in: folder, through: ["sh", "-c", script, "-"])
            #expect(end.status != 0 && end.errors == "" && end.output == "", "\(end)")
        }
    }

    private static func keys(_ json: Any) -> Set<String> {
        switch json {
        case let object as [String: Any]:
            object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
        case let array as [Any]: array.reduce(into: []) { $0.formUnion(keys($1)) }
        default: []
        }
    }

    /// The words in backticks in the first column of the tables below a heading of Docs/Report.md.
    private static func documented(below heading: String) throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Docs/Report.md")
        let sections = try String(contentsOf: file, encoding: .utf8).components(
            separatedBy: "\n## ")
        let section = sections.first { $0.hasPrefix(heading + "\n") } ?? ""
        let words = section.split(separator: "\n").flatMap { line in
            line.firstMatch(of: /^\| ([^|]*) \|/)?.output.1.matches(of: /`([^`]+)`/) ?? []
        }
        return Set(words.map { String($0.output.1) })
    }
}
