import Foundation
import Testing

/// A scan that is killed, and another that goes on with it; two scanners of one database.
@Suite(.serialized) struct ResumeTests {
    private static let list = "null.example\nmail.example\na.slow.example\n"

    /// A scan that waits for an answer, with what came before committed.
    private func begin(_ folder: Folder, _ more: String...) async throws -> Command {
        let scan = try Command(
            [Command.executable, "scan", "list.txt"] + more + NameServer.options(), in: folder)
        #expect(try await scan.hasSaid(more.contains("--resume") ? "goes on" : "to scan"))
        while try await folder.sql("census.sqlite", "SELECT domains FROM runs") != ["2"] {
            try await Task.sleep(for: .milliseconds(20))
        }
        return scan
    }

    @Test func oneScannerADatabase() async throws {
        try await withFolder { folder in
            try folder.write(Self.list, "list.txt")
            let scan = try await begin(folder)
            for command in [["scan", "list.txt"], ["scan", "list.txt", "--resume"]] {
                let second = try await Command.census(
                    command + NameServer.options(), in: folder)
                #expect(second.status == 1 && second.output == "")
                #expect(
                    second.errors == """
                        sts-census: another sts-census is scanning into 'census.sqlite'; wait for \
                        it to end, or name another file with --database

                        """)
            }
            for command in [["evaluate", "--run", "1"], ["runs", "--delete", "1"]] {
                let end = try await Command.census(command, in: folder)
                #expect(end.status == 1 && end.errors.contains("run 1 is still running"))
            }
            let runs = try await Command.census(["runs"], in: folder)
            #expect(runs.output.contains("1    running"), "\(runs.output)")
            let other = try await Command.census(
                ["scan", "list.txt", "--limit", "1", "--database", "other.sqlite"]
                    + NameServer.options(), in: folder)
            #expect(other.status == 0, "another database is another's: \(other.errors)")
            try await scan.kill()
            _ = try await scan.end()
            #expect(try await folder.sql("census.sqlite", "SELECT count(*) FROM runs") == ["1"])
        }
    }

    @Test func aKilledRunGoesOn() async throws {
        try await withFolder { folder in
            try folder.write(Self.list, "list.txt")
            let killed = try await begin(folder)
            try await killed.kill()
            _ = try await killed.end()
            #expect(try await folder.sql("census.sqlite", "SELECT state FROM runs") == ["running"])
            let runs = try await Command.census(["runs"], in: folder)
            #expect(runs.output.contains("1    interrupted"), "\(runs.output)")
            let judged = try await Command.census(["evaluate", "--run", "1"], in: folder)
            #expect(judged.output.hasPrefix("run 1: 2 domains judged; 0 rows"), "\(judged.errors)")

            let resumed = try await begin(folder, "--resume")
            #expect(try await resumed.hasSaid("run 1 goes on: 2 of 3 domains were done before"))
            try await resumed.interrupt()
            let end = try await resumed.end()
            #expect(end.status == 130 && end.errors.contains("run 1 interrupted: 2 of 3"))
            let rows = try await folder.sql(
                "census.sqlite", "SELECT domain FROM domain_results ORDER BY rank")
            #expect(rows == ["null.example", "mail.example"])
            #expect(
                try await folder.sql("census.sqlite", "SELECT run_id, state FROM runs")
                    == ["1|interrupted"])
        }
    }

    @Test func aRunThatWasReadingItsListReadsItAgain() async throws {
        try await withFolder { folder in
            try folder.write("null.example\nNULL.example\nno name\n", "list.txt")
            try await folder.scan("null.example\nNULL.example\nno name\n", into: "census.sqlite")
            try await folder.sql(
                "census.sqlite",
                """
                UPDATE run SET state = 'running', domains_total = NULL, domains = 0,
                    duplicates = 0, lines_rejected = 0;
                DELETE FROM domain_result
                """)
            let end = try await Command.census(
                ["scan", "scanned.txt", "--resume"] + NameServer.options(), in: folder)
            #expect(end.status == 0, "\(end.errors)")
            let run = try await folder.sql(
                "census.sqlite",
                """
                SELECT state, domains, domains_total, duplicates, lines_rejected FROM runs;
                SELECT count(*) FROM rejected_line
                """)
            #expect(run == ["finished|1|1|1|1", "1"])
        }
    }

    @Test func domainsThatAreExcludedMeanwhile() async throws {
        try await withFolder { folder in
            try folder.write(Self.list, "list.txt")
            let killed = try await begin(folder)
            try await killed.kill()
            _ = try await killed.end()
            try folder.write("slow.example\n", "exclude.txt")
            let end = try await Command.census(
                ["scan", "list.txt", "--resume", "--exclude", "exclude.txt"]
                    + NameServer.options(), in: folder)
            #expect(end.status == 0, "\(end.errors)")
            let run = try await folder.sql(
                "census.sqlite", "SELECT state, domains, domains_total, excluded FROM runs")
            #expect(run == ["finished|2|2|1"])
        }
    }

    @Test func whatIsNoLongerTheSame() async throws {
        try await withFolder { folder in
            try folder.write(Self.list, "list.txt")
            let killed = try await begin(folder)
            try await killed.kill()
            _ = try await killed.end()
            func says(_ more: String...) async throws -> String {
                let end = try await Command.census(
                    ["scan", "list.txt", "--resume"] + more + NameServer.options(), in: folder)
                #expect(end.status == 1 && end.output == "")
                return end.errors
            }
            #expect(
                try await says("--no-probe").contains(
                    "run 1 was begun without --no-probe, and is to go on with --no-probe"))
            try folder.write(Self.list + "another.example\n", "list.txt")
            #expect(try await says().contains("list.txt has changed since run 1 began"))
            #expect(
                try await folder.sql("census.sqlite", "SELECT state, domains FROM runs")
                    == ["running|2"], "nothing is harmed")
        }
    }
}
