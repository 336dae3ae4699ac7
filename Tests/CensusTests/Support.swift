import Foundation
import MailStandards
import Observations
import Store
import Synchronization
import Testing

@testable import Census

/// Makes a folder for one test, and removes it when `body` is done.
func withFolder<Value>(_ body: (Folder) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "census-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(Folder(path: url.path()))
}

struct Folder: Sendable {
    let path: String

    func write(_ text: String, _ name: String = "file") throws -> String {
        let file = path + "/" + name
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }

    /// A fresh database with one run in it.
    func workList() throws -> (database: CensusDatabase, list: WorkList) {
        let database = try CensusDatabase(path: path + "/census.sqlite")
        let run = try database.beginRun(
            label: "test", list: "list", version: "0", options: "{}",
            at: Timestamp(milliseconds: 0))
        return (database, WorkList(database, run: run))
    }
}

/// Waits until something is so; false when it is not within a minute.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return true
}

/// Closed at first; whoever comes waits until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrived = 0
    }

    private let state = Mutex(State())

    /// How many have come so far.
    var arrived: Int { state.withLock { $0.arrived } }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.arrived += 1
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }
}

/// How many are somewhere now, and how many were at most.
final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0, total: 0))

    var most: Int { state.withLock { $0.most } }
    var total: Int { state.withLock { $0.total } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.total += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

extension DomainName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = DomainName(text)! }
}

/// What several tasks note down, in the order in which they did.
final class Log<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])

    var values: [Value] { state.withLock { $0 } }

    func append(_ value: Value) { state.withLock { $0.append(value) } }
}
