import Foundation
import Testing

/// A database of an older version, as users meet it.
@Suite(.serialized) struct UpgradeTests {
    /// Makes a database what version 3 would have left, as far as the next one minds.
    private static let older = """
        DROP VIEW mx_host_results; DROP VIEW latest_mx_host_results;
        DELETE FROM grdb_migrations WHERE identifier IN ('4', '5')
        """

    @Test(arguments: [["report"], ["runs"], ["evaluate"]])
    func isBroughtUpToDateAndACopyKept(command: [String]) async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", Self.older)
            let end = try await Command.census(command, in: folder)
            #expect(end.status == 0, "\(end)")
            let lines = end.errors.split(separator: "\n").filter { $0.contains("schema") }
            #expect(lines.count == 1, "\(end)")
            #expect(lines.first?.contains("'census.sqlite.schema-3'") == true, "\(end)")
            let kept = try await folder.sql(
                "census.sqlite.schema-3", "SELECT max(identifier) FROM grdb_migrations")
            #expect(kept == ["3"])
            let again = try await Command.census(command, in: folder)
            #expect(again.status == 0 && !again.errors.contains("schema"), "\(again)")
        }
    }

    @Test func aDryRunWritesNothing() async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", Self.older)
            let before = try folder.bytes("census.sqlite")
            let end = try await Command.census(["evaluate", "--dry-run"], in: folder)
            #expect(end.isFailure(naming: ["of schema 3", "'sts-census runs'"]), "\(end)")
            let after = try folder.bytes("census.sqlite")
            #expect(after == before && !folder.exists("census.sqlite.schema-3"))
        }
    }

    @Test func aScanDoesSoTooAndAComparison() async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", Self.older)
            try await folder.scan("null.example\n", into: "census.sqlite")
            #expect(folder.exists("census.sqlite.schema-3"))
            let runs = try await folder.sql("census.sqlite", "SELECT count(*) FROM runs")
            #expect(runs == ["2"])

            try await folder.sql("census.sqlite", Self.older)
            let end = try await Command.census(["compare"], in: folder)
            #expect(end.status == 0 && end.errors.contains("'census.sqlite.schema-3.2'"), "\(end)")
        }
    }

    /// SQLite reads no database in WAL mode in a folder that it may not write to, whatever its version.
    @Test(arguments: [
        ("older sts-census", "census.sqlite", 0o444), ("place/census.sqlite", "", 0o555),
    ])
    func readOnly(words: String, name: String, mode: Int) async throws {
        try await withFolder { folder in
            let place = Folder(path: folder.file("place"))
            try FileManager.default.createDirectory(
                atPath: place.path, withIntermediateDirectories: false)
            try await folder.scan("null.example\n", into: "place/census.sqlite")
            try await folder.sql("place/census.sqlite", Self.older)
            let before = try place.bytes("census.sqlite")
            #expect(chmod(place.file(name), mode_t(mode)) == 0)
            let end = try await Command.census(
                ["report", "--database", "place/census.sqlite"], in: folder,
                through: Command.mortal)
            #expect(chmod(place.path, 0o755) == 0)
            #expect(end.isFailure(naming: [words, "cannot be written"]), "\(end)")
            let after = try place.bytes("census.sqlite")
            #expect(after == before)
            #expect(!place.exists("census.sqlite.schema-3"))
        }
    }

    /// On a disk of its own, which goes with its namespace.
    @Test func noRoomForTheCopy() async throws {
        try await withFolder { folder in
            try await folder.scan("null.example\n", into: "census.sqlite")
            try await folder.sql("census.sqlite", Self.older)
            try FileManager.default.createDirectory(
                atPath: folder.file("disk"), withIntermediateDirectories: false)
            let size = try folder.bytes("census.sqlite").count * 3 / 2
            let script = """
                mount -t tmpfs -o size=\(size) tmpfs disk && cp census.sqlite disk || exit 9
                "$@"
                status=$?
                ls disk | grep -v -e -wal -e -shm
                cmp census.sqlite disk/census.sqlite || exit 8
                exit $status
                """
            let end = try await Command.census(
                ["runs", "--database", "disk/census.sqlite"], in: folder,
                through: [
                    "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "-",
                ])
            #expect(end.status == 1, "\(end)")
            #expect(end.errors.contains("no room for a copy"), "\(end)")
            #expect(end.output == "census.sqlite\n", "\(end)")
        }
    }
}
