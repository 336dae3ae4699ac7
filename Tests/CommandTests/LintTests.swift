import Foundation
import Testing

/// `lint`, for people and for programs.
@Suite(.serialized) struct LintTests {
    struct Answer: Decodable {
        struct Finding: Decodable {
            var code: String
            var detail: String?
            var reason: String?
            var section: String?
            var offset: Int?
        }

        struct Fields: Decodable {
            var match: Bool?
            var usable: Bool?
        }

        var valid: Bool
        var status: String
        var fields: Fields
        var findings: [Finding]
        var probablyMeant: String?
        var error: String?
    }

    private static func answers(_ output: String) throws -> [Answer] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try output.split(separator: "\n").map {
            try decoder.decode(Answer.self, from: Data($0.utf8))
        }
    }

    /// What the table of the standards' readings has, one input a line, beside the input itself.
    struct Row: Decodable {
        var kind: String
        var status: String
        var why: String
        var match: Bool?
        var usable: Bool?
    }

    @Test func readsAsTheStandardsDo() async throws {
        let table = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Conformance.jsonl")
        let text = try String(contentsOf: table, encoding: .utf8)
        let rows = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        #expect(rows.count > 300)
        let end = try await withFolder {
            try await Command.census(["lint", "--jsonl"], in: $0, input: text)
        }
        #expect(end.status == 0 && end.errors == "")
        let answers = try Self.answers(end.output)
        #expect(answers.count == rows.count)
        for (row, answer) in zip(rows, answers) {
            #expect(answer.status == row.status, "\(row.kind): \(row.why)")
            #expect(answer.valid == (row.status == "valid"), "\(row.kind): \(row.why)")
            #expect(answer.fields.match == row.match, "\(row.kind): \(row.why)")
            #expect(answer.fields.usable == row.usable, "\(row.kind): \(row.why)")
            let hasViolation = answer.findings.contains { $0.section != nil }
            #expect(
                row.kind == "mx-match"
                    || hasViolation == (row.status == "invalid" || answer.fields.usable == false),
                "\(row.why)")
        }
    }

    /// A fetch takes no more, so that whoever publishes more has no policy.
    @Test(arguments: [(65_536, "valid"), (65_537, "invalid")])
    func aPolicyHasAnEnd(count: Int, status: String) async throws {
        let policy = "version: STSv1\nmode: none\nmax_age: 86400\nx: "
        let body = policy + String(repeating: "a", count: count - policy.utf8.count)
        let question = try JSONEncoder().encode(["kind": "sts-policy", "input": body])
        let end = try await withFolder {
            try await Command.census(
                ["lint", "--jsonl"], in: $0, input: String(decoding: question, as: UTF8.self))
        }
        let answer = try #require(try Self.answers(end.output).first)
        #expect(answer.status == status)
        let codes = answer.findings.map(\.code)
        #expect(codes == (status == "valid" ? [] : ["policy-too-large"]))
    }

    static let lines: [(String, String)] = [
        (
            #"{"kind": "sts-record", "input": "v=STSv1; id=1; x=a/b"}"#,
            #"{"fields":{"extensions":{"x":"a/b"},"id":"1"},"findings":[],"status":"valid","valid":true}"#
        ),
        (
            #"{"kind": "sts-record", "input": ["v=spf1", "v=STSv1; id=a-1"]}"#,
            #"{"fields":{},"findings":[{"code":"record-bad-id","detail":"id holds something other than letters and digits (RFC 8461 §3.1, byte 13)","offset":13,"reason":"id holds something other than letters and digits","section":"RFC 8461 §3.1"}],"probably_meant":"v=STSv1; id=a1","status":"invalid","valid":false}"#
        ),
        (
            #"{"kind": "sts-record", "input": []}"#,
            #"{"fields":{},"findings":[],"status":"absent","valid":false}"#
        ),
        (
            #"{"kind": "tlsrpt-record", "input": ["v=TLSRPTv1; a", "v=TLSRPTv1; b"]}"#,
            #"{"fields":{},"findings":[{"code":"tlsrpt-multiple","detail":"2 records"}],"status":"multiple","valid":false}"#
        ),
        (
            #"{"kind": "sts-policy", "input_base64": "dmVyc2lvbjogU1RTdjEKbW9kZTogbm9uZQptYXhfYWdlOiAwCg=="}"#,
            #"{"fields":{"max_age":0,"mode":"none","mx":[],"version":"STSv1"},"findings":[{"code":"policy-max-age-zero"}],"status":"valid","valid":true}"#
        ),
        (
            #"{"kind": "smtp-sts-record", "input": "v=STS1; to=true; mx=*.a.example; a=dnssec; c=tlsa; e=1; rua=mailto:a@b"}"#,
            #"{"fields":{"a":"dnssec","c":"tlsa","e":1,"mx":["*.a.example"],"rua":["mailto:a@b"],"to":true},"findings":[],"status":"valid","valid":true}"#
        ),
        (
            #"{"kind": "tlsrpt-record", "input": "v=TLSRPTv1; rua=mailto:a@b"}"#,
            #"{"fields":{"extensions":{},"rua":["mailto:a@b"]},"findings":[],"status":"valid","valid":true}"#
        ),
        (
            #"{"kind": "tlsa-record", "input": "3 1 0 ab cd"}"#,
            #"{"fields":{"data":"ABCD","matching_type":0,"selector":1,"usable":true,"usage":3},"findings":[],"status":"valid","valid":true}"#
        ),
        (
            #"{"kind": "mx-match", "input": {"mx": "A.b.example.", "patterns": ["b", "*.b.example"]}}"#,
            #"{"fields":{"match":true,"pattern":"*.b.example"},"findings":[],"status":"valid","valid":true}"#
        ),
    ]

    @Test func answersLineByLine() async throws {
        let input = Self.lines.map(\.0).joined(separator: "\r\n \n\n")
        let end = try await withFolder {
            try await Command.census(["lint", "--jsonl"], in: $0, input: input)
        }
        #expect(end.status == 0 && end.errors == "")
        let output = end.output.split(separator: "\n").map(String.init)
        #expect(output == Self.lines.map(\.1))
    }

    /// A line that cannot be read, and words of what is said of it.
    static let faults: [(String, String)] = [
        ("nonsense", "no JSON object"),
        ("[]", "no JSON object"),
        ("\"text\"", "no JSON object"),
        ("{\"kind\": \"sts-record\", \"input\": \"", "no JSON object"),
        ("\u{0}", "no JSON object"),
        (String(repeating: "[", count: 100_000), "no JSON object"),
        ("{\"input\": \"x\"}", "no kind"),
        ("{\"kind\": 1, \"input\": \"x\"}", "no kind"),
        ("{\"kind\": \"dmarc\", \"input\": \"x\"}", "'dmarc' is no kind"),
        ("{\"kind\": \"sts-record\"}", "input or input_base64"),
        ("{\"kind\": \"sts-record\", \"input\": \"\", \"input_base64\": \"\"}", "either"),
        ("{\"kind\": \"sts-record\", \"input\": 1}", "a text, or an array of texts"),
        ("{\"kind\": \"sts-record\", \"input\": null}", "a text, or an array of texts"),
        ("{\"kind\": \"tlsrpt-record\", \"input\": [\"\", 1]}", "a text, or an array of texts"),
        ("{\"kind\": \"sts-policy\", \"input\": [\"\"]}", "has to be a text"),
        ("{\"kind\": \"tlsa-record\", \"input\": {}}", "has to be a text"),
        ("{\"kind\": \"sts-policy\", \"input_base64\": \"%\"}", "not base64"),
        ("{\"kind\": \"mx-match\", \"input\": \"mx.example\"}", "mx-match"),
        ("{\"kind\": \"mx-match\", \"input\": {\"mx\": \"mx.example\"}}", "mx-match"),
        ("{\"kind\": \"mx-match\", \"input_base64\": \"\"}", "mx-match"),
        (String(repeating: "x", count: 1 << 20) + "x", "longer than 1 MiB"),
    ]

    @Test func goesOnBehindLinesThatCannotBeRead() async throws {
        let good = #"{"kind": "sts-record", "input": "v=STSv1; id=1"}"#
        let input = Self.faults.map { $0.0 + "\n" + good + "\n" }.joined()
        let end = try await withFolder {
            try await Command.census(["lint", "--jsonl"], in: $0, input: input)
        }
        #expect(end.status == 1 && end.errors == "")
        let answers = try Self.answers(end.output)
        try #require(answers.count == Self.faults.count * 2)
        for (index, fault) in Self.faults.enumerated() {
            let answer = answers[index * 2]
            #expect(answer.error?.contains(fault.1) == true, "\(fault.1): \(answer.error ?? "-")")
            #expect(!answer.valid && answer.status == "invalid" && answer.findings.isEmpty)
            #expect(answers[index * 2 + 1].valid)
        }
    }

    /// A file, its kind, the status, and lines that are said of it.
    static let files: [(String, String, Int32, [String])] = [
        (
            "sts-record", "v=STSv1; id=1\n", 0, ["sts-record: valid"]
        ),
        (
            "sts-record", "v=spf1 -all\r\n\n\"v=STSv1; \" \"id=2016-0\\056\"\n", 1,
            [
                "sts-record: invalid",
                "  id holds something other than letters and digits (RFC 8461 §3.1, record 2, byte 16)",
                "      v=STSv1; id=2016-08", "                      ^", "  probably meant:",
                "      v=STSv1; id=201608",
            ]
        ),
        (
            "sts-record", "v=STSv1 ; id=1 \n", 0,
            [
                "  finding, record-trailing-space: White space stands at the very end: accepted."
            ]
        ),
        (
            "sts-record", "v=STSv1; id=1\nv=STSv1; id=2\n", 1,
            [
                "sts-record: multiple",
                "  more than one record is of this kind; senders treat them as none",
            ]
        ),
        ("tlsrpt-record", "v=STSv1; id=1", 1, ["tlsrpt-record: absent"]),
        (
            "tlsrpt-record", "v=TLSRPTv1; rua=a@b.example", 1,
            [
                "      v=TLSRPTv1; rua=a@b.example", "                      ^",
                "      v=TLSRPTv1; rua=mailto:a@b.example",
            ]
        ),
        (
            "smtp-sts-record", "v=STS1; to=true", 0,
            [
                "  finding, draft-no-c: c is missing: required by the draft's prose, optional in its grammar."
            ]
        ),
        (
            "smtp-sts-record", "v=STS1; to=x", 1,
            [
                "  to is neither true nor false (draft-margolis-smtp-sts-00 §3.1, byte 11)",
                "  what was meant cannot be told",
            ]
        ),
        (
            "sts-policy",
            "version: STSv1\r\nmode: enforce\r\n\tmx: a.example\r\nmax_age: 99999999\r\n", 1,
            [
                "  white space stands before a key (RFC 8461 §3.2, line 3, byte 31)",
                "       mx: a.example", "      ^",
                "  max_age is over 31557600 seconds (RFC 8461 §3.2, line 4, byte 56)",
                "      max_age: 31557600",
            ]
        ),
        ("sts-policy", "version: STSv1\nmode: none\nmax_age: 86400\n", 0, ["sts-policy: valid"]),
        ("tlsa-record", "3 1 0 AB\nCD\n", 0, ["tlsa-record: valid"]),
        (
            "tlsa-record", "3 1 1 AB\n", 0,
            [
                "  SMTP cannot use it", "  1 bytes are no SHA-256 digest (RFC 7672 §3.1)",
            ]
        ),
        ("tlsa-record", "3 1 1\n", 1, ["  there is no data (RFC 6698 §2.2, byte 6)"]),
    ]

    @Test(arguments: files.indices) func explainsFiles(index: Int) async throws {
        let (kind, text, status, lines) = Self.files[index]
        try await withFolder { folder in
            try folder.write(text, "input")
            let end = try await Command.census(["lint", "--kind", kind, "input"], in: folder)
            #expect(end.status == status && end.errors == "", "\(end.errors)")
            let output = end.output.split(separator: "\n").map(String.init)
            for line in lines { #expect(output.contains(line), "\(line)\n\(end.output)") }
            let stdin = try await Command.census(
                ["lint", "--kind", kind, "-"], in: folder, input: text)
            #expect(stdin.status == status && stdin.output == end.output)
            let json = try await Command.census(
                ["lint", "--kind", kind, "--json", "input"], in: folder)
            #expect(json.status == status)
            let answers = try Self.answers(json.output)
            #expect(answers.map(\.valid) == [status == 0])
        }
    }

    /// Escape sequences, bells, bytes of no text and very long lines, as they might steer a
    /// terminal.
    @Test(arguments: [
        "sts-record", "sts-policy", "smtp-sts-record", "tlsrpt-record", "tlsa-record",
    ])
    func showsHostileBytesSafely(kind: String) async throws {
        let starts = [
            "sts-record": "v=STSv1; id=", "sts-policy": "version: STSv1\nmode: ",
            "smtp-sts-record": "v=STS1; m=", "tlsrpt-record": "v=TLSRPTv1; rua=",
            "tlsa-record": "3 1 1 ",
        ]
        try await withFolder { folder in
            var bytes = Data((starts[kind] ?? "").utf8)
            bytes += Data("\u{1B}]0;x\u{7}\u{1B}[31m\u{9B}2J\u{202E}\u{0}\u{8}\u{7F}".utf8)
            bytes += Data([0x9B, 0x33, 0x31, 0x6D, 0xFF])
            bytes += Data(repeating: 0x61, count: 100_000)
            try folder.write(bytes, "input")
            let end = try await Command.census(["lint", "--kind", kind, "input"], in: folder)
            #expect(end.status == 1 && end.errors == "")
            #expect(end.output.utf8.count < 4_000)
            let steering = end.output.unicodeScalars.filter {
                $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{202E}")
            }
            #expect(steering.isEmpty, "\(end.output.debugDescription)")
        }
    }

    /// Long lines of what has to be read again and again, if it is read carelessly.
    @Test func endsOnJunk() async throws {
        let pieces = [
            " ", ";", "a=b;", "rua=mailto:a@b,", "a@b ", "x=y ", "?\n", "mx: *\n", "\t\n",
            "Mode: x\n", "x:\n",
        ]
        let starts = [
            "", "v=STSv1; ", "v=STS1; to=true; ", "v=STS1; to=x; mx=", "v=TLSRPTv1; rua=",
            "version: STSv1\n",
        ]
        var lines: [[String: String]] = []
        for kind in ["sts-record", "sts-policy", "smtp-sts-record", "tlsrpt-record", "tlsa-record"]
        {
            for piece in pieces {
                for start in starts {
                    let text = start + String(repeating: piece, count: 8_000 / piece.utf8.count)
                    lines.append(["kind": kind, "input": text])
                }
            }
        }
        let input = try lines.map {
            String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n"
        }.joined()
        let end = try await withFolder {
            try await Command.census(["lint", "--jsonl"], in: $0, input: input)
        }
        #expect(end.status == 0 && end.errors == "")
        #expect(end.output.utf8.count { $0 == 0x0A } == lines.count)
    }

    @Test func saysWhichFileCannotBeRead() async throws {
        try await withFolder { folder in
            try await folder.run("mkdir", "folder")
            try folder.write(Data(repeating: 0x61, count: 1 << 20), "large")
            try folder.write(Data(repeating: 0x61, count: (1 << 20) + 1), "larger")
            for (file, words) in [
                ("missing", "there is no file 'missing'"), ("folder", "'folder' is a directory"),
                ("larger", "'larger' is larger than 1 MiB"),
            ] {
                let end = try await Command.census(
                    ["lint", "--kind", "sts-policy", file], in: folder)
                #expect(end.status == 1 && end.output == "")
                #expect(end.errors.hasPrefix("sts-census: " + words), "\(end.errors)")
            }
            let end = try await Command.census(
                ["lint", "--kind", "sts-policy", "large"], in: folder)
            #expect(end.status == 1 && end.errors == "" && end.output.contains("invalid"))
        }
    }
}
