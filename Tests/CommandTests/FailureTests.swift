import Foundation
import Testing

/// Files and networks that cannot be used: status 1, one sentence, and nothing is harmed.
@Suite(.serialized) struct FailureTests {
    /// Before any network is touched; the folder holds what ``prepare(_:)`` makes.
    static let early: [Case] = [
        Case("no such list", "scan nowhere.txt", "'nowhere.txt'|does not exist"),
        Case("second list missing", "scan list.txt nowhere.txt", "'nowhere.txt'|does not exist"),
        Case("list is a directory", "scan folder", "'folder'|is a directory"),
        Case("database is text", "scan list.txt --database list.txt", "'list.txt'|--database"),
        Case("database is binary", "scan list.txt --database noise", "'noise'|--database"),
        Case("database is a directory", "scan list.txt --database folder", "'folder'|directory"),
        Case("database of another", "scan list.txt --database other.sqlite", "another program"),
        Case("database of a newer", "scan list.txt --database newer.sqlite", "newer sts-census"),
        Case(
            "no folder for it", "scan list.txt --database gone/a.sqlite", "'gone/a.sqlite'|folder"),
        Case("database below a file", "scan list.txt --database noise/a", "'noise/a'|folder"),
        Case("database in memory", "scan list.txt --database :memory:", "--database|:memory:"),
        Case("database without a name", "scan list.txt --database ''", "--database"),
        Case("no such CA file", "scan list.txt --ca-file gone.pem", "--ca-file|gone.pem"),
        Case("CA file without any", "scan list.txt --ca-file list.txt", "--ca-file|list.txt"),
        Case("CA file is a directory", "scan list.txt --ca-file folder", "--ca-file|folder"),
        Case("no such root hints", "scan list.txt --root-hints gone", "--root-hints|'gone'"),
        Case("hints without address", "scan list.txt --root-hints list.txt", "named.root"),
        Case("hints are a directory", "scan list.txt --root-hints folder", "is a directory"),
        Case("no such anchor", "scan list.txt --trust-anchor gone", "--trust-anchor|'gone'"),
        Case("anchor is no DS", "scan list.txt --trust-anchor list.txt", "DS or DNSKEY"),
        Case("DS is none", "scan list.txt --trust-anchor bad.ds --resolver 127.0.0.1", "anchor"),
        Case("no such anchors", "scan list.txt --anchors gone", "--anchors|'gone'"),
        Case("anchors are no names", "scan list.txt --anchors bad.txt", "--anchors|'not a name'"),
        Case("no such exclusions", "scan list.txt --exclude gone", "gone|does not exist"),
        Case("exclusions are no names", "scan list.txt --exclude bad.txt", "Line 1|bad.txt"),
        Case("check too", "check example.com --ca-file gone.pem", "--ca-file|gone.pem"),
        Case("no database to list", "runs", "census.sqlite|sts-census scan"),
        Case("no database to report", "report", "census.sqlite|sts-census scan"),
        Case("no database to delete from", "runs --delete 1", "census.sqlite|sts-census scan"),
        Case("list of another's runs", "runs --database other.sqlite", "another program"),
        Case("report on text", "report --database list.txt", "no SQLite database"),
        Case("deletion in a newer", "runs --database newer.sqlite --delete 1", "newer"),
        Case("runs of a directory", "runs --database folder", "'folder'|directory"),
        Case("run that is not there", "report --database good.sqlite --run 9", "run 9|1"),
        Case("no database to compare in", "compare", "census.sqlite|sts-census scan"),
        Case("nothing to compare", "compare --database good.sqlite", "two finished runs"),
        Case("one run with itself", "compare 1 --database good.sqlite", "run 1|itself|newest"),
        Case("no run with the newest", "compare 9 --database good.sqlite", "no run 9"),
        Case("comparing with no run", "compare 1 9 --database good.sqlite", "run 9"),
        Case("deletion of no run", "runs --database good.sqlite --delete 9", "run 9"),
        Case("no database to evaluate", "evaluate", "census.sqlite|sts-census scan"),
        Case("none, dry", "evaluate --dry-run", "census.sqlite|sts-census scan"),
        Case("evaluating text", "evaluate --database list.txt", "no SQLite database"),
        Case("evaluating another's", "evaluate --database other.sqlite", "another program"),
        Case("evaluating a newer", "evaluate --database newer.sqlite", "newer sts-census"),
        Case("evaluating a directory", "evaluate --database folder", "'folder'|directory"),
        Case("run that is not there", "evaluate --database good.sqlite --run 9", "run 9"),
        Case(
            "one that is there, one that is not", "evaluate --database good.sqlite --run 1 --run 9",
            "run 9"),
        Case("resuming nothing", "scan list.txt --resume", "census.sqlite|sts-census scan"),
        Case(
            "resuming another list", "scan list.txt --resume --database good.sqlite",
            "run 2 is of list|leave --resume out"),
        Case("report into a file", "report --database good.sqlite --output list.txt", "--output"),
    ]

    @Test(arguments: early)
    func refused(_ refused: Case) async throws {
        let files = try await Self.files.value
        try await withFolder { folder in
            for (name, bytes) in files { try folder.write(bytes, name) }
            try FileManager.default.createDirectory(
                atPath: folder.file("folder"), withIntermediateDirectories: false)
            let end = try await Command.census(refused.arguments, in: folder)
            #expect(end.isFailure(naming: refused.words), "\(end)")
            for (name, bytes) in files {
                let after = try folder.bytes(name)
                #expect(after == bytes, "\(name)")
            }
            #expect(!folder.exists("census.sqlite"))
        }
    }

    /// Every file that the cases name, made once.
    private static let files = Task {
        try await withFolder { folder in
            try await prepare(folder)
            let names = [
                "list.txt", "bad.txt", "bad.ds", "noise", "other.sqlite", "newer.sqlite",
                "good.sqlite",
            ]
            return try names.map { ($0, try folder.bytes($0)) }
        }
    }

    private static func prepare(_ folder: Folder) async throws {
        try folder.write("example.com\n", "list.txt")
        try folder.write("not a name\n", "bad.txt")
        try folder.write(". IN DS 20326 8 2 XYZ\n", "bad.ds")
        try folder.write(Data((0..<9_000).map { UInt8($0 % 251) }), "noise")
        try await folder.sql("other.sqlite", "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
        try await folder.scan("null.example\n", into: "good.sqlite")
        try await folder.sql(
            "good.sqlite",
            """
            INSERT INTO run (label, list, state, started_at, version, options)
            VALUES ('killed', 'list', 'running', '2026-11-23T12:00:00Z', '0.1.0', '{}')
            """)
        try FileManager.default.copyItem(
            atPath: folder.file("good.sqlite"), toPath: folder.file("newer.sqlite"))
        try await folder.sql("newer.sqlite", "INSERT INTO grdb_migrations VALUES ('2999')")
    }

    @Test(arguments: [("5000", 512, "128", "7007"), ("1000000", 1024, "512", "1033024")])
    func moreThanTheFileLimitCarries(
        asked: String, limit: Int, most: String, needed: String
    ) async throws {
        try await withFolder { folder in
            try folder.write("example.com\n", "list.txt")
            let end = try await Command.census(
                ["scan", "list.txt", "--concurrency", asked], in: folder,
                through: ["prlimit", "--nofile=\(limit):\(limit)"])
            let words = [
                "--concurrency \(asked) needs", "\(limit)", "use --concurrency \(most),",
                "'ulimit -n \(needed)'",
            ]
            #expect(end.isFailure(naming: words), "\(end)")
            #expect(!folder.exists("census.sqlite"))
        }
    }

    @Test(arguments: [("a file", "good.sqlite", 0o444), ("a folder", "", 0o555)])
    func readOnly(what: String, name: String, mode: Int) async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "good.sqlite")
            try folder.write("example.com\n", "list.txt")
            let before = try folder.bytes("good.sqlite")
            // Streams of a command are files of its folder, so that one must stay open.
            let place = Folder(path: folder.file("place"))
            try FileManager.default.createDirectory(
                atPath: place.path, withIntermediateDirectories: false)
            try FileManager.default.moveItem(
                atPath: folder.file("good.sqlite"), toPath: place.file("good.sqlite"))
            #expect(chmod(place.file(name), mode_t(mode)) == 0)
            for command in [["scan", "list.txt"], ["evaluate"]] {
                let end = try await Command.census(
                    command + ["--database", "place/good.sqlite"], in: folder,
                    through: Command.mortal)
                #expect(end.isFailure(naming: ["place/good.sqlite", "--database"]), "\(end)")
            }
            #expect(chmod(place.path, 0o755) == 0)
            let after = try place.bytes("good.sqlite")
            #expect(after == before)
        }
    }

    @Test(arguments: [
        ("no resolver there", ["--resolver", "127.0.0.1@9"], "127.0.0.1@9"),
        (
            "no root server there",
            ["--root-hints", "hints", "--allow-network", "127.0.0.0/8"], "--root-hints"
        ),
        ("root server refused", ["--root-hints", "hints"], "--allow-network"),
    ])
    func noResolverAnswers(why: String, options: [String], word: String) async throws {
        try await withFolder { folder in
            try folder.write("example.com\n", "list.txt")
            try folder.write(". IN NS a.\na. IN A 127.0.0.1\n", "hints")
            async let scan = Command.census(["scan", "list.txt"] + options, in: folder)
            async let check = Command.census(["check", "example.com"] + options, in: folder)
            for end in try await [scan, check] {
                #expect(end.isFailure(naming: [word]), "\(end)")
            }
            #expect(!folder.exists("census.sqlite"))
        }
    }

    /// Lists that turn out to be none only when they are read; the runs of before stay.
    @Test(arguments: [
        ("binary", "'list' is binary"), ("cut.gz", "'list' is broken"),
        ("empty", "no domain to scan in list"), ("page", "no domain to scan in list"),
    ])
    func listsThatCannotBeRead(kind: String, words: String) async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "good.sqlite")
            let before = try await folder.sql("good.sqlite", Self.everything)
            switch kind {
            case "binary": try folder.write(Data((0..<9_000).map { UInt8($0 % 251) }), "list")
            case "empty": try folder.write("# nobody\n", "list")
            case "page": try folder.write("<html>\n<p>Not found</p>\n</html>\n", "list")
            default:
                let names = (0..<5_000).map { "d\($0).example\n" }
                try folder.write(names.joined(), "whole")
                try await folder.run("sh", "-c", "gzip -c whole | head -c 9000 > list")
            }
            let end = try await Command.census(
                ["scan", "list", "--database", "good.sqlite"] + NameServer.options(), in: folder)
            #expect(end.status == 1 && end.output == "")
            let sentence = end.errors.split(separator: "\n").filter {
                $0.hasPrefix("sts-census: ")
            }
            #expect(sentence.count == 1 && sentence[0].contains(words), "\(end.errors)")
            let after = try await folder.sql("good.sqlite", Self.everything)
            #expect(after == before)
        }
    }

    private static let everything =
        "SELECT * FROM runs; SELECT * FROM domain_results; SELECT * FROM run_domain; "
        + "SELECT name FROM sqlite_schema ORDER BY 1"
}

extension CommandEnd {
    /// Whether it failed as a command should: status 1, one sentence on stderr, nothing else.
    func isFailure(naming words: [String]) -> Bool {
        let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
        return status == 1 && output == "" && lines.count == 2 && lines[1] == ""
            && lines[0].hasPrefix("sts-census: ") && words.allSatisfy { lines[0].contains($0) }
    }
}

extension Folder {
    /// A finished scan of a list, by the name server of the tests.
    @discardableResult
    func scan(
        _ list: String, into database: String, _ options: [String] = []
    ) async throws -> CommandEnd {
        try write(list, "scanned.txt")
        let end = try await Command.census(
            ["scan", "scanned.txt", "--database", database] + options + NameServer.options(),
            in: self)
        try #require(end.status == 0, "\(end.errors)")
        return end
    }
}
