import Synchronization
import Testing

@testable import EventLoop

@Suite struct LoopOperationTests {
    /// How an operation is ended in a test.
    enum Ending: CaseIterable { case callback, callbackAtOnce, limit, cancellation }

    /// What happened to an operation.
    private final class Ledger: Sendable {
        struct Entries { var ends = 0, abandons = 0, finished = 0, timedOut = 0, cancelled = 0 }
        let entries = Mutex(Entries())
        let reference = Mutex<WeakReference?>(nil)

        var isReleased: Bool { reference.withLock { $0?.object == nil } }
    }

    /// Only asked whether it is still there.
    private final class WeakReference: @unchecked Sendable {
        weak var object: AnyObject?
        init(_ object: AnyObject) { self.object = object }
    }

    private let loop = EventLoop()

    /// Runs an operation whose callback comes `callback`; what it led to is in the ledger.
    private func run(
        _ ledger: Ledger, limit: Duration?,
        _ callback: @escaping @Sendable (LoopOperation<Int>) -> Void
    ) async {
        let resident = Resident(on: loop)
        do {
            let value: Int? = try await resident.operation(limit: limit) { operation in
                ledger.reference.withLock { $0 = WeakReference(operation) }
                operation.onEnd = { ledger.entries.withLock { $0.ends += 1 } }
                operation.onAbandon = { ledger.entries.withLock { $0.abandons += 1 } }
                callback(operation)
            }
            ledger.entries.withLock { entries in
                if value == nil { entries.timedOut += 1 } else { entries.finished += 1 }
            }
        } catch {
            ledger.entries.withLock { $0.cancelled += 1 }
        }
    }

    @Test(arguments: Ending.allCases)
    func endsOnceAndIsReleased(ending: Ending) async {
        let (ledger, loop) = (Ledger(), loop)
        let task = Task {
            await run(ledger, limit: ending == .limit ? .milliseconds(1) : .seconds(3_600)) {
                operation in
                switch ending {
                case .callbackAtOnce: operation.finish(1)
                case .callback: loop.execute { operation.finish(1) }
                case .limit, .cancellation: break
                }
            }
        }
        if ending == .cancellation {
            #expect(await eventually { ledger.reference.withLock { $0 != nil } })
            task.cancel()
        }
        await task.value
        let entries = ledger.entries.withLock { $0 }
        let isCallback = ending == .callback || ending == .callbackAtOnce
        #expect(entries.ends == 1)
        #expect(entries.abandons == (isCallback ? 0 : 1))
        #expect(entries.finished == (isCallback ? 1 : 0))
        #expect(entries.timedOut == (ending == .limit ? 1 : 0))
        #expect(entries.cancelled == (ending == .cancellation ? 1 : 0))
        #expect(await eventually { ledger.isReleased })
    }

    @Test func aCallbackTooLateDoesNothing() async {
        let (ledger, loop) = (Ledger(), loop)
        await run(ledger, limit: nil) { operation in
            operation.finish(1)
            operation.finish(2)
            loop.execute { operation.finish(3) }
            loop.execute { operation.abandon(.timedOut) }
        }
        #expect(ledger.entries.withLock { $0.finished } == 1)
        #expect(ledger.entries.withLock { $0.ends } == 1)
        #expect(await eventually { ledger.isReleased })
    }

    /// Callback, limit and cancellation at about the same time, in whatever order they come.
    @Test func aRaceHasOneWinner() async {
        let loop = loop
        let ledgers = (0..<2_000).map { _ in Ledger() }
        await withTaskGroup(of: Void.self) { group in
            for (index, ledger) in ledgers.enumerated() {
                group.addTask {
                    let task = Task {
                        await run(ledger, limit: .microseconds(index % 50)) { operation in
                            loop.execute { operation.finish(1) }
                        }
                    }
                    if index % 2 == 0 { await Task.yield() }
                    task.cancel()
                    await task.value
                }
            }
        }
        for ledger in ledgers {
            let entries = ledger.entries.withLock { $0 }
            #expect(entries.finished + entries.timedOut + entries.cancelled == 1)
            // One that was cancelled before it began has neither.
            #expect(entries.ends <= 1 && entries.abandons <= entries.ends)
            #expect(entries.finished == 0 || entries.ends == 1 && entries.abandons == 0)
        }
        #expect(await eventually { ledgers.allSatisfy(\.isReleased) })
    }
}
