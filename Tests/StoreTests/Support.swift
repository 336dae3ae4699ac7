import Foundation
import GRDB
import MailStandards
import Observations
import Store
import Testing

/// Makes a folder for one test, and removes it when `body` is done.
func withFolder<Value>(_ body: (Folder) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(Folder(path: url.path()))
}

/// As the other, for a test that waits.
func withFolder<Value>(_ body: (Folder) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(Folder(path: url.path()))
}

/// A fresh database in a folder of its own.
func withDatabase<Value>(_ body: (CensusDatabase) async throws -> Value) async throws -> Value {
    try await withFolder { try await body(CensusDatabase(path: $0.file("census.sqlite"))) }
}

/// A fresh database in a folder of its own.
func withDatabase<Value>(_ body: (CensusDatabase) throws -> Value) throws -> Value {
    try withFolder { try body(CensusDatabase(path: $0.file("census.sqlite"))) }
}

struct Folder: Sendable {
    let path: String

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: Data, _ name: String) throws -> String {
        try bytes.write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// As ``contents()``, without what SQLite keeps beside a database in WAL mode.
    func files() throws -> [String: Data] {
        try contents().filter { !$0.key.hasSuffix("-wal") && !$0.key.hasSuffix("-shm") }
    }

    /// Every file of the folder with its bytes.
    func contents() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                var isDirectory: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: file(name), isDirectory: &isDirectory)
                return (
                    name,
                    isDirectory.boolValue ? Data() : try Data(contentsOf: URL(filePath: file(name)))
                )
            })
    }
}

extension DomainName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = DomainName(text)! }
}

extension CensusDatabase {
    /// A run with nothing in it.
    func begin(_ label: String = "test") throws -> Int64 {
        try beginRun(
            label: label, list: "list.txt", version: "0.1.0", options: "{}",
            at: Timestamp(milliseconds: 1_795_435_200_000))
    }

    /// Takes a domain in to a run; its number comes back.
    func add(_ name: DomainName, to run: Int64, rank: Int = 1) throws -> Int64 {
        let list = WorkList(self, run: run)
        _ = try list.append([(name, rank)])
        let items = try list.next(after: 0, count: 1_000)
        return try #require(items.first { $0.domain == name }).domainID
    }

    func rows(_ sql: String) throws -> [Row] { try pool.read { try Row.fetchAll($0, sql: sql) } }

    func count(_ table: String, run: Int64) throws -> Int? {
        try pool.read {
            try Int.fetchOne(
                $0, sql: "SELECT count(*) FROM \(table) WHERE run_id = ?", arguments: [run])
        }
    }
}
