import Foundation
import Testing

/// Scans that work, by the name server of the tests; no mail host of theirs may be contacted.
@Suite(.serialized) struct ScanTests {
    @Test func aListWithBadLines() async throws {
        try await withFolder { folder in
            let list = "mail.example\nnot a name\nnull.example\n\nNull.Example.\nnowhere.example\n"
            let end = try await folder.scan(list, into: "census.sqlite")
            #expect(end.output == "")
            #expect(end.errors.contains("scanned.txt line 2: 'not a name'"))
            let rows = try await folder.sql(
                "census.sqlite",
                "SELECT rank, domain, mail_route, tlsrpt_record FROM domain_results ORDER BY rank")
            #expect(
                rows == [
                    "1|mail.example|mx|valid", "2|null.example|null-mx|absent",
                    "4|nowhere.example|none|absent",
                ])
            let run = try await folder.sql(
                "census.sqlite",
                """
                SELECT label, state, domains, domains_total, lines_rejected, duplicates, excluded
                FROM runs
                """)
            #expect(run == ["scanned.txt|finished|3|3|1|1|0"])
        }
    }

    /// 192.0.2.1 is reserved for documentation: nobody is to be contacted there.
    @Test func addressesOfNobodyAreRefused() async throws {
        try await withFolder { folder in
            try await folder.scan("mail.example\n", into: "census.sqlite")
            let rows = try await folder.sql(
                "census.sqlite", "SELECT mx_host, reachability, starttls FROM mx_results")
            #expect(rows == ["mx.mail.example|refused-address|None"])
        }
    }

    @Test(arguments: ["-", "/dev/stdin"])
    func standardInput(list: String) async throws {
        try await withFolder { folder in
            let end = try await Command.census(
                ["scan", list] + NameServer.options(), in: folder, input: "null.example\nno name\n")
            #expect(end.status == 0, "\(end.errors)")
            #expect(end.errors.contains("stdin line 2") || list != "-")
            #expect(try await folder.sql("census.sqlite", "SELECT domains FROM runs") == ["1"])
        }
    }

    /// As a shell hands over `<(zcat list.gz)`.
    @Test func aPipe() async throws {
        try await withFolder { folder in
            try await folder.run("mkfifo", "pipe")
            try folder.write("null.example\nmail.example\n", "list")
            async let writer = folder.run("sh", "-c", "cat list > pipe")
            let end = try await Command.census(
                ["scan", "pipe"] + NameServer.options(), in: folder)
            _ = try await writer
            #expect(end.status == 0, "\(end.errors)")
            #expect(try await folder.sql("census.sqlite", "SELECT domains FROM runs") == ["2"])
        }
    }

    @Test func severalListsWithALimit() async throws {
        try await withFolder { folder in
            try folder.write("a.example\nb.example\n", "one.txt")
            try folder.write("c.example\nd.example\n", "two.txt")
            let end = try await Command.census(
                ["scan", "one.txt", "two.txt", "--limit", "3", "--label", "few"]
                    + NameServer.options(), in: folder)
            #expect(end.status == 0, "\(end.errors)")
            let runs = try await folder.sql(
                "census.sqlite", "SELECT label, list, domains FROM runs")
            #expect(runs == ["few|one.txt two.txt|3"])
        }
    }

    /// The file limit says how many it begins with; a list this short changes nothing.
    @Test func aRunSaysHowManyWereInFlight() async throws {
        try await withFolder { folder in
            try folder.write("null.example\n", "list.txt")
            for options in [[], ["--concurrency", "7"]] {
                let end = try await Command.census(
                    ["scan", "list.txt"] + options + NameServer.options(), in: folder,
                    through: ["prlimit", "--nofile=1024:1024"])
                #expect(end.status == 0, "\(end.errors)")
            }
            let told = try await folder.sql(
                "census.sqlite",
                """
                SELECT json_extract(options, '$.concurrency'),
                    json_extract(options, '$.concurrency_settled') FROM runs ORDER BY run_id
                """)
            #expect(told == ["512|512", "7|None"])
        }
    }

    /// One file to copy, once nobody has it open.
    @Test func theDatabaseIsWhole() async throws {
        try await withFolder { folder in
            try await folder.scan("mail.example\n", into: "census.sqlite")
            try FileManager.default.copyItem(
                atPath: folder.file("census.sqlite"), toPath: folder.file("copy.sqlite"))
            #expect(try await folder.sql("copy.sqlite", "SELECT state FROM runs") == ["finished"])
        }
    }

    @Test func ctrlCKeepsWhatIsDone() async throws {
        try await withFolder { folder in
            try folder.write("null.example\na.slow.example\nb.slow.example\n", "list.txt")
            let scan = try Command(
                [Command.executable, "scan", "list.txt"] + NameServer.options(), in: folder)
            #expect(try await scan.hasSaid("3 domains to scan"))
            try await scan.interrupt()
            let end = try await scan.end()
            #expect(end.status == 130, "\(end.errors)")
            #expect(end.errors.contains("interrupted"))
            let run = try await folder.sql(
                "census.sqlite", "SELECT state, domains_total, finished_at FROM runs")
            #expect(run == ["interrupted|3|None"])
        }
    }

    @Test func runsAreListedReportedAndDeleted() async throws {
        try await withFolder { folder in
            try await folder.scan("mail.example\n", into: "census.sqlite", ["--label", "first"])
            try await folder.scan("null.example\n", into: "census.sqlite", ["--label", "second"])
            let list = try await Command.census(["runs"], in: folder)
            #expect(list.status == 0 && list.errors == "")
            let lines = list.output.split(separator: "\n")
            #expect(lines.count == 3 && lines[1].hasPrefix("1 ") && lines[1].hasSuffix("first"))
            let report = try await Command.census(["report", "--output", "out"], in: folder)
            #expect(report.status == 0 && report.errors == "")
            #expect(folder.exists("out/index.html") && folder.exists("out/report.md"))
            let deleted = try await Command.census(["runs", "--delete", "1"], in: folder)
            #expect(deleted.status == 0 && deleted.errors == "")
            let left = try await folder.sql(
                "census.sqlite", "SELECT run_id, label FROM runs; SELECT domain FROM domain_results"
            )
            #expect(left == ["2|second", "null.example"])
        }
    }

    @Test func aReportNeedsARunThatIsFinished() async throws {
        try await withFolder { folder in
            try await folder.scan("mail.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", "UPDATE run SET state = 'interrupted'")
            let end = try await Command.census(["report"], in: folder)
            #expect(end.status == 1 && end.errors.contains("--run 1"))
            let named = try await Command.census(["report", "--run", "1"], in: folder)
            #expect(named.status == 0, "\(named.errors)")
        }
    }

    @Test func aRunIsJudgedAgain() async throws {
        try await withFolder { folder in
            try await folder.scan("mail.example\nnull.example\n", into: "census.sqlite")
            let rows = """
                SELECT * FROM domain_results ORDER BY rank; SELECT * FROM mx_results;
                SELECT * FROM findings ORDER BY domain, code
                """
            let before = try await folder.sql("census.sqlite", rows)
            let same = try await Command.census(["evaluate"], in: folder)
            #expect(same.status == 0 && same.errors == "", "\(same)")
            #expect(
                same.output == "run 1: 2 domains judged; 0 rows changed, 0 of them in verdict\n")
            try await folder.sql(
                "census.sqlite",
                """
                UPDATE domain_result SET verdict = 'secure' WHERE mail_route = 'null-mx';
                UPDATE domain_result SET dane = 'valid' WHERE mail_route = 'mx'
                """)
            let wrong = try await folder.sql("census.sqlite", rows)
            let dry = try await Command.census(["evaluate", "--dry-run"], in: folder)
            #expect(dry.status == 0 && dry.errors == "", "\(dry)")
            #expect(dry.output.contains("2 rows would change, 1 of them in verdict\n"))
            #expect(try await folder.sql("census.sqlite", rows) == wrong)
            let end = try await Command.census(["evaluate", "--run", "1"], in: folder)
            #expect(
                end.output == """
                    run 1: 2 domains judged; 2 rows changed, 1 of them in verdict
                    before  after    domains
                    secure  no-mail  1

                    """)
            #expect(try await folder.sql("census.sqlite", rows) == before)
        }
    }

    @Test func certificatesOfAnOlderRunAreThoseNamed() async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", "DELETE FROM trusted_certificate")
            let end = try await Command.census(["evaluate"], in: folder)
            #expect(end.status == 0 && end.errors.contains("run 1 kept no CA certificates"))
            try folder.write("none\n", "none.pem")
            let bad = try await Command.census(["evaluate", "--ca-file", "none.pem"], in: folder)
            #expect(bad.status == 1 && bad.errors.contains("--ca-file"))
        }
    }

    @Test func aCheckInText() async throws {
        try await withFolder { folder in
            let end = try await Command.census(
                ["check", "mail.example", "null.example"] + NameServer.options(), in: folder)
            #expect(end.status == 0, "\(end.errors)")
            #expect(end.output.hasPrefix("mail.example: unknown\n"))
            #expect(end.output.contains("\n\nnull.example: no-mail\n"))
            #expect(end.output.contains("Valid: reports go to mailto:tls@mail.example."))
            #expect(end.output.contains("_mta-sts.mail.example. IN TXT ("))
            #expect(!end.output.contains("\u{1B}"), "colour is for terminals")
        }
    }

    /// script(1) gives it a terminal.
    @Test(arguments: [("", true), ("NO_COLOR=1 ", false)])
    func aCheckOnATerminal(environment: String, isColoured: Bool) async throws {
        try await withFolder { folder in
            let line = [Command.executable, "check", "null.example"] + (try NameServer.options())
            let end = try await Command.run(
                [
                    "script", "--quiet", "--return", "--command",
                    "env -u NO_COLOR TERM=xterm \(environment)" + line.joined(separator: " "),
                    "typescript",
                ], in: folder)
            #expect(end.status == 0, "\(end)")
            #expect(end.output.contains("\u{1B}[1m") == isColoured, "\(end)")
        }
    }

    @Test func aRecordSteersNoTerminal() async throws {
        try await withFolder { folder in
            let end = try await Command.census(
                ["check", "evil.example"] + NameServer.options(), in: folder)
            #expect(end.status == 0, "\(end.errors)")
            #expect(end.output.contains(#""v=STSv1; id=1\x1B[2J\x07\xE2\x80\xAEdlrow olleh""#))
            #expect(end.output.contains("(RFC 8461 §3.1, byte 13)"))
        }
    }

    @Test func aCheckInJSON() async throws {
        try await withFolder { folder in
            let end = try await Command.census(
                ["check", "--json", "mail.example", "null.example"] + NameServer.options(),
                in: folder)
            #expect(end.status == 0, "\(end.errors)")
            let parsed = try JSONSerialization.jsonObject(with: Data(end.output.utf8))
            let domains = try #require(parsed as? [[String: Any]])
            #expect(
                domains.compactMap { $0["domain"] as? String } == ["mail.example", "null.example"])
            #expect(domains[1]["mail_route"] as? String == "null-mx")
            #expect(domains[1]["verdict"] as? String == "no-mail")
            let advice = try #require(domains[0]["advice"] as? [[String: Any]])
            #expect(advice.compactMap { $0["kind"] as? String }.contains("sts-record"))
        }
    }
}
