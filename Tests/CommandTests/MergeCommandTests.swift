import Foundation
import Testing

/// `merge` as users meet it.
@Suite(.serialized) struct MergeCommandTests {
    /// Two parts of a list, each in a database of its own.
    private func withParts(_ body: (Folder) async throws -> Void) async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "a.sqlite")
            try await folder.scan("nowhere.example\nnull.example\n", into: "b.sqlite")
            try await body(folder)
        }
    }

    @Test func oneRunThatReportTakes() async throws {
        try await withParts { folder in
            let end = try await Command.census(
                ["merge", "a.sqlite", "b.sqlite", "--output", "all.sqlite"], in: folder)
            #expect(end.status == 0, "\(end.errors)")
            #expect(
                end.output == "2 runs: 2 domains (1 in more than one) and 0 MX hosts\n")
            #expect(
                try await folder.sql(
                    "all.sqlite", "SELECT domain, rank FROM domain_results ORDER BY rank")
                    == ["null.example|1", "nowhere.example|2"])
            for command in [["report"], ["evaluate"], ["runs"]] {
                let end = try await Command.census(
                    command + ["--database", "all.sqlite"], in: folder)
                #expect(end.status == 0, "\(end.errors)")
            }
            let judged = try await Command.census(
                ["evaluate", "--dry-run", "--database", "all.sqlite"], in: folder)
            #expect(judged.output.hasPrefix("run 1: 2 domains judged; 0 rows"))
        }
    }

    /// Words of the command, its exit status, and what is said.
    @Test(
        arguments: [
            (["--output", "all.sqlite"], 64, "Missing expected argument '<file>"),
            (["a.sqlite"], 64, "--output"),
            (["a.sqlite", "--output", "b.sqlite"], 1, "'b.sqlite' exists already"),
            (["a.sqlite", "--output", "nowhere/all.sqlite"], 1, "cannot be opened"),
            (
                ["a.sqlite", ".", "--output", "all.sqlite"], 1,
                "'.' is a directory; name a file in it"
            ),
            (
                ["a.sqlite", "./a.sqlite", "--output", "all.sqlite"], 1,
                "'./a.sqlite' is the same file"
            ),
            (
                ["a.sqlite", "link.sqlite", "--output", "all.sqlite"], 1,
                "is the same file as 'a.sqlite'"
            ),
            (
                ["a.sqlite", "c.sqlite", "--output", "all.sqlite"], 1,
                "there is no database 'c.sqlite'"
            ),
            (["a.sqlite", "text", "--output", "all.sqlite"], 1, "'text' is no SQLite database"),
            (
                ["a.sqlite", "old.sqlite", "--output", "all.sqlite"], 1,
                "'old.sqlite' is of schema 3"
            ),
            (
                ["a.sqlite", "empty.sqlite", "--output", "all.sqlite"], 1,
                "'empty.sqlite' has no runs"
            ),
            (
                ["a.sqlite", "--run", "a.sqlite=2", "--output", "all.sqlite"], 1,
                "there is no run 2"
            ),
            (
                ["a.sqlite", "--run", "2", "--output", "all.sqlite"], 64,
                "such as a.sqlite=1, not '2'"
            ),
            (
                ["a.sqlite", "--run", "b.sqlite=1", "--output", "all.sqlite"], 64,
                "such as a.sqlite=1"
            ),
            (
                [
                    "a.sqlite", "--run", "a.sqlite=1", "--run", "a.sqlite=1", "--output",
                    "all.sqlite",
                ], 64,
                "twice for 'a.sqlite'"
            ),
        ] as [([String], Int32, String)]) func whatCannotBeMerged(
            words: [String], status: Int32, said: String
        ) async throws
    {
        try await withParts { folder in
            try folder.write("some text that is longer than a header of SQLite is", "text")
            for name in ["old.sqlite", "empty.sqlite"] {
                try folder.write(try folder.bytes("b.sqlite"), name)
            }
            try await folder.sql("empty.sqlite", "DELETE FROM run")
            try await folder.sql(
                "old.sqlite",
                """
                DROP VIEW mx_host_results; DROP VIEW latest_mx_host_results;
                DELETE FROM grdb_migrations WHERE identifier IN ('4', '5')
                """)
            try await folder.run("ln", "-s", "a.sqlite", "link.sqlite")
            let before = try folder.bytes("b.sqlite")
            let end = try await Command.census(["merge"] + words, in: folder)
            #expect(end.status == status && end.output == "", "\(end)")
            #expect(end.errors.contains(said), "\(end.errors)")
            #expect(!end.errors.contains("--database"))
            #expect(!folder.exists("all.sqlite") && !folder.exists("all.sqlite.part"))
            let after = try folder.bytes("b.sqlite")
            #expect(after == before)
        }
    }

    /// No file may grow beyond some blocks: as on a disk that fails.
    @Test func aDiskThatFailsLeavesNothing() async throws {
        try await withParts { folder in
            let end = try await Command.run(
                [
                    "sh", "-c",
                    #"trap '' XFSZ; ulimit -f 64; exec "$0" merge a.sqlite b.sqlite --output all.sqlite"#,
                    Command.executable,
                ], in: folder)
            #expect(end.status == 1 && end.errors.contains("nothing is left behind"), "\(end)")
            #expect(!folder.exists("all.sqlite") && !folder.exists("all.sqlite.part"))
        }
    }
}
