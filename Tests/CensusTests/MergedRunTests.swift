import Foundation
import GRDB
import MailStandards
import Observations
import Testing

@testable import Census
@testable import Store

/// What a merged run says of itself, which runs cannot be merged, and what a failure leaves.
@Suite struct MergedRunTests {
    typealias Part = MergeTests.Part

    private static func part(
        _ name: String, _ change: (inout Part) -> Void = { _ in }
    ) -> Part {
        var part = Part(name: name, domains: [(DomainName("\(name).example")!, [])])
        part.rank = Int(name.utf8.first ?? 0)
        change(&part)
        return part
    }

    // MARK: Metadata

    @Test func beginsWithTheFirstAndEndsWithTheLast() async throws {
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                [
                    Self.part("a") { $0.began += 7_200_000 }, Self.part("b"),
                    Self.part("c") { $0.began += 60_000 },
                ], in: folder)
            #expect(
                try merged.rows(
                    """
                    SELECT label, list, state, started_at, finished_at, version, judged_by, domains,
                        domains_total, lines_rejected, duplicates, excluded, measured_again, list_bytes
                    FROM runs
                    """) == [
                        "night|a.csv b.csv c.csv|finished|2026-11-23T12:00:00Z|2026-11-23T15:00:00Z"
                            + "|\(censusVersion)|\(censusVersion)|3|3|6|3|9|3|NULL"
                    ])
            #expect(merged.summary.isFinished)
        }
    }

    @Test(
        arguments: [
            ("night", nil, "night"), ("day", nil, "all.sqlite"), ("day", "mine", "mine"),
        ] as [(String, String?, String)])
    func isLabelled(other: String, label: String?, expected: String) async throws {
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                [Self.part("a"), Self.part("b") { $0.label = other }], label: label, in: folder)
            #expect(try merged.rows("SELECT label FROM runs") == [expected])
        }
    }

    /// Options that all share, and of each run where it came from and what it was told otherwise.
    @Test func canBeTracedToItsRuns() async throws {
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                [
                    Self.part("a") {
                        $0.options =
                            #"{"lists":["a.csv"],"probes":true,"rate":5,"ehlo_name":"a","contact":"x"}"#
                    },
                    Self.part("b") {
                        $0.options =
                            #"{"lists":["b.csv"],"probes":true,"rate":5,"ehlo_name":"b","blocked_families":["ipv4"]}"#
                    },
                ], in: folder)
            func options(_ path: String) throws -> String {
                try merged.rows("SELECT options -> '\(path)' FROM runs").joined()
            }
            #expect(try options("$.rate") == "5")
            #expect(try options("$.lists") == #"["a.csv","b.csv"]"#)
            #expect(try options("$.ehlo_name") == "NULL")
            #expect(try options("$.blocked_families") == #"["ipv4"]"#)
            #expect(try options("$.merged[0].options") == #"{"contact":"x","ehlo_name":"a"}"#)
            #expect(try options("$.merged[1].options") == #"{"ehlo_name":"b"}"#)
            #expect(
                try options("$.merged[0]")
                    == #"{"domains":1,"file":"\#(folder.path)/a.sqlite","finished_at":"2026-11-23T13:00:00Z","label":"night","list":"a.csv","options":{"contact":"x","ehlo_name":"a"},"run":1,"started_at":"2026-11-23T12:00:00Z","state":"finished","version":"\#(censusVersion)"}"#
            )
        }
    }

    /// Also where one of them was merged itself.
    @Test func aMergedRunKeepsWhatItCameFrom() async throws {
        try await withFolder { folder in
            let once = try await MergeTests.merge([Self.part("a"), Self.part("b")], in: folder)
            try once.database.pool.close()
            let output = folder.path + "/twice.sqlite"
            _ = try await Merge(
                MergeOptions(sources: [.init(path: folder.path + "/all.sqlite")], output: output)
            ) { _ in }.run()
            let run = try #require(try CensusDatabase(reading: output).runs().first)
            let merged = MergedValue.object(run.options)["merged"]?.elements.first?.members
            #expect(merged?["options"]?.members["merged"]?.elements.count == 2)
        }
    }

    @Test func ofManyListsTheFirstIsNamed() async throws {
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                "abcdefghi".map { Self.part("\($0)") }, in: folder)
            #expect(try merged.rows("SELECT list FROM runs") == ["a.csv and 8 more"])
        }
    }

    // MARK: Runs that are not alike

    /// An option, its value in the second run, and what is said.
    @Test(arguments: [
        ("probes", "false", "probes is true in 'a.sqlite', false in 'b.sqlite'"),
        ("validating", "false", "validating is true in 'a.sqlite', false in 'b.sqlite'"),
        ("smtp_port", "2525", "smtp_port is 25 in 'a.sqlite', 2525 in 'b.sqlite'"),
        ("https_port", "8443", "https_port is 443 in 'a.sqlite', 8443 in 'b.sqlite'"),
        ("tls_survey", "true", "tls_survey is false in 'a.sqlite', true in 'b.sqlite'"),
        ("legacy_names", "true", "legacy_names is false in 'a.sqlite', true in 'b.sqlite'"),
    ]) func whatMeasuredSomethingElseIsRefused(
        key: String, value: String, words: String
    ) async throws {
        let usual = [
            "probes": "true", "validating": "true", "smtp_port": "25", "https_port": "443",
            "tls_survey": "false", "legacy_names": "false",
        ]
        func json(_ options: [String: String]) -> String {
            "{" + options.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        }
        try await withFolder { folder in
            let fault = await #expect(throws: OptionFault.self) {
                try await MergeTests.merge(
                    [
                        Self.part("a") { $0.options = json(usual) },
                        Self.part("b") {
                            $0.options = json(usual.merging([key: value]) { $1 })
                        },
                    ], in: folder)
            }
            let said = fault?.description.replacingOccurrences(of: folder.path + "/", with: "")
            #expect(said?.contains(words) == true, "\(said ?? "-")")
            let files = try Self.files(folder)
            #expect(files == ["a.sqlite", "b.sqlite"])
        }
    }

    /// `stage store` does not know what was not seen.
    @Test func whatIsNotKnownIsNotHeldAgainstAnother() async throws {
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                [
                    Self.part("a") { $0.options = #"{"stages":true}"# },
                    Self.part("b") { $0.options = #"{"stages":true,"probes":true}"# },
                ], in: folder)
            #expect(
                try merged.rows("SELECT options ->> 'probes', options ->> 'stages' FROM runs")
                    == ["1|1"])
            #expect(merged.notes == [])
        }
    }

    /// What the second run has otherwise, and what is noted.
    static let notes: [(@Sendable (inout Part) -> Void, String)] = [
        (
            { $0.options = #"{"probes":true,"validating":true,"resolver":"system"}"# },
            #"not alike: resolver is not given in 'a.sqlite', "system" in 'b.sqlite'"#
        ),
        (
            { $0.version = "0.0.9" },
            "not alike: version is 0.1.0 in 'a.sqlite', 0.0.9 in 'b.sqlite'"
        ),
        (
            { $0.trusted = [CertificateDER(bytes: [0x30, 7])] },
            "not alike: CA certificates; certificates are judged by those of 'b.sqlite'"
        ),
        (
            { $0.options = #"{"probes":true,"validating":true,"blocked_families":["ipv4"]}"# },
            "port 25 was blocked in 'b.sqlite': MX hosts that no other file has are not-probed"
        ),
    ]

    @Test(arguments: notes.indices) func whatMayMoveAFigureIsSaid(index: Int) async throws {
        let (change, note) = Self.notes[index]
        try await withFolder { folder in
            let merged = try await MergeTests.merge(
                [Self.part("a"), Self.part("b", change)], in: folder)
            let said = merged.notes.map {
                $0.replacingOccurrences(of: folder.path + "/", with: "")
            }
            #expect(said == [note])
        }
    }

    // MARK: Runs that are not over

    @Test func anUnfinishedRunHasToBeNamed() async throws {
        let parts = [Self.part("a"), Self.part("b") { $0.state = .interrupted }]
        try await withFolder { folder in
            let fault = await #expect(throws: OptionFault.self) {
                try await MergeTests.merge(parts, in: folder)
            }
            let path = folder.path + "/b.sqlite"
            #expect(
                fault?.description
                    == "no run in '\(path)' is finished: 'scan --resume' completes it, and "
                    + "--run \(path)=1 takes it as it is")
        }
        try await withFolder { folder in
            let merged = try await MergeTests.merge(parts, runs: [1: 1], in: folder)
            #expect(!merged.summary.isFinished)
            #expect(
                try merged.rows("SELECT state, finished_at FROM runs") == ["interrupted|NULL"])
            #expect(merged.notes.last?.hasPrefix("not finished: '") == true)
        }
    }

    @Test func aRunThatGoesOnIsRefused() async throws {
        try await withFolder { folder in
            let path = try MergeTests.write(
                Self.part("a") { $0.state = .running }, in: folder)
            let lock = try ScannerLock(path: path)
            defer { withExtendedLifetime(lock) {} }
            let fault = await #expect(throws: OptionFault.self) {
                _ = try await Merge(
                    MergeOptions(
                        sources: [.init(path: path, run: 1)], output: folder.path + "/all.sqlite")
                ) { _ in }.run()
            }
            #expect(fault?.description.contains("is still running; wait for it to end") == true)
        }
    }

    // MARK: Files

    private static func files(_ folder: Folder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.sorted()
    }

    @Test func theFilesAreNotWrittenTo() async throws {
        try await withFolder { folder in
            let parts = [Self.part("a"), Self.part("b")]
            let paths = try parts.map { try MergeTests.write($0, in: folder) }
            let before = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
            for path in paths { #expect(chmod(path, 0o444) == 0) }
            _ = try await Merge(
                MergeOptions(
                    sources: paths.map { .init(path: $0) }, output: folder.path + "/all.sqlite")
            ) { _ in }.run()
            let after = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
            #expect(after == before)
            #expect(try Self.files(folder) == ["a.sqlite", "all.sqlite", "b.sqlite"])
        }
    }

    /// A file whose process was killed: what is committed is in its WAL, and stays there.
    @Test func aWALIsReadAndLeft() async throws {
        try await withFolder { folder in
            let path = try MergeTests.write(Self.part("a"), in: folder)
            let database = try CensusDatabase(path: path)
            try await database.pool.write { try $0.execute(sql: "UPDATE run SET label = 'later'") }
            let copy = folder.path + "/copy.sqlite"
            for end in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
            }
            func bytes() throws -> [Data] {
                try ["", "-wal"].map { try Data(contentsOf: URL(filePath: copy + $0)) }
            }
            let before = try bytes()
            let output = folder.path + "/all.sqlite"
            _ = try await Merge(MergeOptions(sources: [.init(path: copy)], output: output)) { _ in }
                .run()
            #expect(try CensusDatabase(reading: output).runs().map(\.label) == ["later"])
            let after = try bytes()
            #expect(after == before)
        }
    }

    /// What a URI would read as something else.
    @Test(arguments: ["a b", "50%41", "what?mode=rw", "#1", "it's", "ä", "a:b", "-x"])
    func namesOfFilesAreNames(name: String) async throws {
        try await withFolder { folder in
            var part = Self.part("a")
            part.name = name
            let merged = try await MergeTests.merge([part, Self.part("b")], in: folder)
            #expect(merged.summary.counts.domains == 2)
        }
    }

    /// A page of the second file is damaged; nothing is left but what was there.
    @Test func aFailureLeavesNothing() async throws {
        try await withFolder { folder in
            let good = try MergeTests.write(Self.part("a"), in: folder)
            let bad = try MergeTests.write(
                Self.part("b") { part in
                    part.domains = (0..<2000).map { (DomainName("d\($0).example")!, []) }
                }, in: folder)
            let file = try FileHandle(forUpdating: URL(filePath: bad))
            let end = try file.seekToEnd()
            for page in stride(from: 40 * 4096, to: end, by: 4096) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: Data(repeating: 0xFF, count: 100))
            }
            try file.close()
            let output = folder.path + "/all.sqlite"
            let fault = await #expect(throws: DatabaseFault.self) {
                _ = try await Merge(
                    MergeOptions(sources: [.init(path: good), .init(path: bad)], output: output)
                ) { _ in }.run()
            }
            #expect(fault?.description.hasPrefix("the database '\(bad)' is damaged") == true)
            #expect(try Self.files(folder) == ["a.sqlite", "b.sqlite"])
        }
    }

    @Test func aCancelledMergeLeavesNothing() async throws {
        try await withFolder { folder in
            let path = try MergeTests.write(Self.part("a"), in: folder)
            let output = folder.path + "/all.sqlite"
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await Merge(
                    MergeOptions(sources: [.init(path: path)], output: output)
                ) { _ in }.run()
            }
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            #expect(try Self.files(folder) == ["a.sqlite"])
        }
    }

    /// What a process that was killed has left is nobody's.
    @Test func whatAKilledOneLeftIsNotInTheWay() async throws {
        try await withFolder { folder in
            _ = try folder.write("half", "all.sqlite.part")
            _ = try await MergeTests.merge([Self.part("a")], in: folder)
            #expect(try Self.files(folder) == ["a.sqlite", "all.sqlite"])
        }
    }
}

extension MergedValue {
    /// Nothing for any other value.
    fileprivate var members: [String: MergedValue] {
        if case .object(let members) = self { members } else { [:] }
    }
}
