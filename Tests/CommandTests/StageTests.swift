import Foundation
import Testing

/// `stage` as a filter: one answer a line, whatever comes in and whoever reads.
@Suite(.serialized) struct StageTests {
    private static let question =
        #"{"key": 1, "resolve": {"domain": "a.example", "mx": {"answer": "no-data"}}}"#

    private static func objects(_ output: String) throws -> [[String: Any]] {
        try output.split(separator: "\n").map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
        }
    }

    private static func resolve(_ input: String, _ options: [String] = []) async throws
        -> CommandEnd
    {
        try await withFolder {
            try await Command.census(
                ["stage", "resolve"] + NameServer.options() + options, in: $0, input: input)
        }
    }

    @Test func everyLineHasOneAnswerWithItsKey() async throws {
        let names = ["mail.example", "null.example", "nowhere.example"]
        let lines = (0..<300).map { #"{"key": \#($0), "domain": "\#(names[$0 % 3])"}"# }
        // The last line has no end.
        let end = try await Self.resolve(lines.joined(separator: "\n"), ["--concurrency", "7"])
        #expect(end.status == 0, "\(end.errors)")
        #expect(end.errors.contains("stage resolve: lines answered: 300, with an error: 0"))
        let answers = try Self.objects(end.output)
        #expect(Set(answers.compactMap { $0["key"] as? Int }) == Set(0..<300))
        #expect(answers.count == 300)
        for answer in answers {
            let key = try #require(answer["key"] as? Int)
            #expect(answer["domain"] as? String == names[key % 3])
            #expect(answer["mx_hosts"] as? [String] == (key % 3 == 0 ? ["mx.mail.example"] : []))
        }
    }

    /// Why a line has no other answer, its key if it has one, and words of what is said.
    static let badLines: [(String, String?, String)] = [
        ("not JSON", nil, "no JSON object"),
        ("", nil, "no JSON object"),
        ("[1]", nil, "no JSON object"),
        (#"{"key": 1, "domain": "a.example""#, nil, "no JSON object"),
        (#"{"domain": "mail.example"}"#, nil, "key is missing"),
        (#"{"key": null, "domain": "mail.example"}"#, nil, "key"),
        (#"{"key": {}, "domain": "mail.example"}"#, nil, "key"),
        (#"{"key": "a"}"#, "a", "domain is missing"),
        (#"{"key": "b", "domain": 5}"#, "b", "domain"),
        (#"{"key": "c", "domain": "a..example"}"#, "c", "a..example"),
        (#"{"key": "d", "domain": "192.0.2.1"}"#, "d", "192.0.2.1"),
        (#"{"key": "e", "domain": "\#(String(repeating: "a", count: 1 << 20))"}"#, nil, "1 MiB"),
    ]

    @Test func aBadLineHasAnErrorInItsPlace() async throws {
        let good = #"{"key": "good", "domain": "null.example", "more": [1]}"#
        let input = Self.badLines.map(\.0).joined(separator: "\n") + "\n" + good + "\n"
        let end = try await Self.resolve(input)
        #expect(end.status == 1)
        #expect(end.errors.contains("lines answered: 13, with an error: 12"))
        let answers = try Self.objects(end.output)
        #expect(answers.count == Self.badLines.count + 1)
        #expect(answers.contains { $0["key"] as? String == "good" && $0["mx"] != nil })
        for (index, (line, key, words)) in Self.badLines.enumerated() {
            let answer = try #require(answers.first { $0["line"] as? Int == index + 1 }, "\(line)")
            #expect(answer["key"] as? String == key)
            #expect((answer["key"] is NSNull) == (key == nil))
            #expect((answer["error"] as? String)?.contains(words) == true, "\(answer)")
        }
    }

    @Test func anExcludedDomainIsNotAsked() async throws {
        try await withFolder { folder in
            try folder.write("mail.example\n", "exclude")
            let end = try await Command.census(
                ["stage", "resolve", "--exclude", "exclude"] + NameServer.options(), in: folder,
                input: #"{"key": 1, "domain": "mail.example"}"#)
            #expect(end.status == 0)
            #expect(end.output == #"{"domain":"mail.example","excluded":true,"key":1}"# + "\n")
        }
    }

    /// 192.0.2.1 is reserved for documentation.
    @Test func addressesOfNobodyAreRefused() async throws {
        try await withFolder { folder in
            let end = try await Command.census(
                ["stage", "probe"] + NameServer.options(), in: folder,
                input: #"{"key": 1, "mx_host": "mx.mail.example"}"#)
            #expect(end.status == 0)
            #expect(end.output.contains(#""reachability":"refused-address""#))
        }
    }

    /// Only who has business on port 25 asks the anchors whether it is blocked.
    @Test(arguments: [("resolve", false), ("fetch", false), ("probe", true)])
    func onlyAProbeGreetsTheAnchors(stage: String, greets: Bool) async throws {
        try await withFolder { folder in
            try folder.write("mx.mail.example\n", "anchors")
            let end = try await Command.census(
                ["stage", stage] + NameServer.options() + ["--anchors", "anchors"], in: folder,
                input: "")
            #expect(end.status == 0)
            #expect(end.errors.contains("port 25 is blocked") == greets, "\(end.errors)")
        }
    }

    @Test func withoutLinesThereIsNothingToSay() async throws {
        let end = try await withFolder {
            try await Command.census(["stage", "evaluate"], in: $0, input: "")
        }
        #expect(end.status == 0 && end.output == "")
        #expect(end.errors.contains("lines answered: 0, with an error: 0"))
    }

    @Test func ctrlCEndsItWhileAnswersAreAwaited() async throws {
        try await withFolder { folder in
            let command = try Command(
                [Command.executable, "stage", "resolve"] + NameServer.options(), in: folder,
                input: #"{"key": 1, "domain": "slow.example"}"#)
            // Said when it begins.
            try #require(try await command.hasSaid("DNSSEC"))
            try await command.interrupt()
            let end = try await command.end()
            #expect(end.status == 130)
            #expect(end.output == "")
            #expect(end.errors.contains("lines answered: 0"))
        }
    }

    // MARK: Pipes and disks

    /// Runs Python with a question and the command's words; what it asserts has to hold.
    private func python(_ script: String) async throws {
        try await withFolder { folder in
            let end = try await Command.run(
                ["python3", "-c", Self.preamble + script, Command.executable, Self.question],
                in: folder)
            #expect(end.status == 0, "\(end.errors)")
        }
    }

    private static let preamble = """
        import os, select, signal, subprocess, sys
        command, question = [sys.argv[1], "stage", "evaluate"], sys.argv[2].encode() + b"\\n"
        PIPE = subprocess.PIPE
        stage = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE)

        """

    @Test func eachAnswerComesWhileTheInputPauses() async throws {
        try await python(
            """
            for _ in range(3):
                stage.stdin.write(question)
                stage.stdin.flush()
                assert b'"key":1' in stage.stdout.readline()
            stage.stdin.close()
            assert stage.stdout.read() == b"" and stage.wait() == 0
            """)
    }

    @Test func ctrlCEndsItWhileALineIsAwaited() async throws {
        try await python(
            """
            stage.stdin.write(question)
            stage.stdin.flush()
            stage.stdout.readline()
            stage.send_signal(signal.SIGINT)
            assert stage.wait() == 130
            """)
    }

    @Test func itEndsWithItsReader() async throws {
        try await python(
            """
            stage.stdin.write(question)
            stage.stdin.flush()
            stage.stdout.readline()
            stage.stdout.close()
            stage.stdin.write(question)
            stage.stdin.flush()
            # Its own input is still open.
            assert stage.wait() == 1
            said = stage.stderr.read()
            assert said == b"sts-census: stage evaluate: lines answered: 1, with an error: 0\\n", said
            """)
    }

    /// Whoever does not read keeps the writer waiting, and nothing piles up in between.
    @Test func whoWritesWaitsForWhoReads() async throws {
        try await python(
            """
            os.set_blocking(stage.stdin.fileno(), False)
            taken, most = 0, 1 << 24
            while taken < most and select.select([], [stage.stdin], [], 1)[1]:
                try:
                    taken += os.write(stage.stdin.fileno(), question * 100)
                except BlockingIOError:
                    pass
            assert taken < 1 << 21, taken
            stage.kill()
            """)
    }

    @Test func ctrlCEndsItWhileNobodyReads() async throws {
        try await python(
            """
            os.set_blocking(stage.stdin.fileno(), False)
            while select.select([], [stage.stdin], [], 1)[1]:
                try:
                    os.write(stage.stdin.fileno(), question * 100)
                except BlockingIOError:
                    pass
            stage.send_signal(signal.SIGINT)
            assert stage.wait() == 130
            """)
    }

    @Test func aFullDiskIsSaid() async throws {
        try await withFolder { folder in
            let end = try await Command.run(
                ["sh", "-c", #""$0" stage evaluate > /dev/full"#, Command.executable], in: folder,
                input: Self.question)
            #expect(end.status == 1)
            #expect(end.errors.contains("standard output cannot be written (No space left"))
        }
    }
}
