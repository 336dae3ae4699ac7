import Foundation
import Testing

/// `stage store`: a run of all that came, or none.
@Suite(.serialized) struct StoreStageTests {
    private static let at = ["--at", "2026-11-23T08:15:00Z"]

    private static func line(_ key: Int, _ domain: String, _ more: String = "") -> String {
        #"{"key": \#(key)\#(more), "resolve": {"domain": "\#(domain)", "mx": {"answer": "no-data"}}}"#
            + "\n"
    }

    private static func store(
        _ input: String, in folder: Folder, _ options: [String] = at
    ) async throws -> CommandEnd {
        try await Command.census(["stage", "store"] + options, in: folder, input: input)
    }

    @Test func aRunThatReportTakes() async throws {
        try await withFolder { folder in
            let lines = (1...200).map { Self.line($0, "d\($0).example") }.joined()
            let excluded = #"{"key": 0, "resolve": {"domain": "out.example", "excluded": true}}"#
            let end = try await Self.store(
                lines + Self.line(201, "D1.example.", #", "rank": 9"#) + excluded, in: folder)
            #expect(end.status == 0, "\(end.errors)")
            #expect(
                end.errors == """
                    sts-census: run 1: 200 domains stored and judged
                    sts-census: stage store: lines answered: 202, with an error: 0

                    """)
            #expect(end.output.split(separator: "\n").count == 202)
            #expect(
                end.output.contains(
                    #"{"domain":"out.example","key":0,"outcome":"excluded"}"#))
            #expect(end.output.components(separatedBy: "duplicate").count == 2)
            #expect(
                try await folder.sql(
                    "census.sqlite",
                    "SELECT state, domains, domains_total, duplicates, excluded FROM runs")
                    == ["finished|200|200|1|1"])
            let ranks = try await folder.sql(
                "census.sqlite", "SELECT rank FROM domain_results WHERE domain = 'd77.example'")
            #expect(ranks == ["77"])
            let report = try await Command.census(["report"], in: folder)
            #expect(report.status == 0, "\(report.errors)")
        }
    }

    @Test func aBadLineIsCountedAndTheOthersAreARun() async throws {
        let bad = [
            "no JSON", #"{"key": 1, "resolve": {"key": 1, "line": 9, "error": "no domain name"}}"#,
            Self.line(2, "a.example", #", "rank": 0"#),
            Self.line(3, "a.example", #", "rank": "1""#),
            #"{"key": 4, "resolve": {"domain": "a.example", "mx": {"answer": "records", "records": ["1 b.example"]}}}"#,
        ]
        let words = [
            "no JSON object", "resolve.domain is missing", "rank is no whole number from 1",
            "rank is of the wrong type", "probe has no b.example",
        ]
        try await withFolder { folder in
            let input = bad.map { $0.trimmingCharacters(in: .newlines) + "\n" }.joined()
            let end = try await Self.store(input + Self.line(9, "a.example"), in: folder)
            #expect(end.status == 1)
            for word in words { #expect(end.output.contains(word), "\(end.output)") }
            let runs = try await folder.sql(
                "census.sqlite", "SELECT state, domains, lines_rejected FROM runs")
            #expect(runs == ["finished|1|5"])
        }
    }

    @Test func withoutADomainThereIsNoRun() async throws {
        try await withFolder { folder in
            let end = try await Self.store("no JSON\n", in: folder)
            #expect(end.status == 1)
            #expect(end.errors.contains("there is no domain to store, so there is no run"))
            #expect(try await folder.sql("census.sqlite", "SELECT * FROM runs") == [])
        }
    }

    @Test func ctrlCLeavesNoRun() async throws {
        try await withFolder { folder in
            let end = try await Command.run(
                [
                    "python3", "-c",
                    """
                    import signal, subprocess, sys
                    stage = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                    stage.stdin.write(sys.argv[1].encode())
                    stage.stdin.flush()
                    assert b"stored" in stage.stdout.readline()
                    stage.send_signal(signal.SIGINT)
                    sys.exit(stage.wait())
                    """, Self.line(1, "a.example"), Command.executable, "stage", "store",
                ] + Self.at, in: folder)
            #expect(end.status == 130, "\(end.errors)")
            #expect(try await folder.sql("census.sqlite", "SELECT * FROM runs") == [])
            #expect(try await folder.sql("census.sqlite", "SELECT * FROM lookup") == [])
        }
    }

    /// Options, and what is said of them; nothing is made.
    @Test(
        arguments: [
            ([], 64, "--at"),
            (["--at", "yesterday"], 64, "--at takes a time such as 2026-11-23T08:15:00Z"),
            (at + ["--ca-file", "nowhere.pem"], 1, "--ca-file"),
            (at + ["--database", "nowhere/census.sqlite"], 1, "cannot be opened"),
            (at + ["--database", "text"], 1, "is no SQLite database"),
        ] as [([String], Int32, String)]) func whatCannotBeDone(
            options: [String], status: Int32, words: String
        ) async throws
    {
        try await withFolder { folder in
            try folder.write("some text that is longer than a header of SQLite is", "text")
            let end = try await Self.store(Self.line(1, "a.example"), in: folder, options)
            #expect(end.status == status && end.output == "")
            #expect(end.errors.contains(words), "\(end.errors)")
            #expect(!folder.exists("census.sqlite"))
        }
    }
}
