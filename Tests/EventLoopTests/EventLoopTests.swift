import EventLoop
import Foundation
import Synchronization
import Testing

@Suite struct EventLoopTests {
    @Test func anActorLivesOnTheThread() async {
        let loop = EventLoop()
        #expect(!loop.isCurrent)
        #expect(await Resident(on: loop).isOnLoop())
        #expect(!loop.isCurrent)
    }

    @Test func twoLoopsAreTwoThreads() async {
        let (first, second) = (EventLoop(), EventLoop())
        let seen = await withCheckedContinuation { continuation in
            first.execute {
                let onFirst = (first.isCurrent, second.isCurrent)
                second.execute {
                    continuation.resume(
                        returning: [
                            onFirst.0, onFirst.1, first.isCurrent, second.isCurrent,
                        ])
                }
            }
        }
        #expect(seen == [true, false, false, true])
    }

    @Test func callsOfOneThreadKeepTheirOrder() async {
        let loop = EventLoop()
        let seen = Mutex<[Int]>([])
        await withCheckedContinuation { continuation in
            for number in 0..<10_000 {
                loop.execute { seen.withLock { $0.append(number) } }
            }
            loop.execute { continuation.resume() }
        }
        #expect(seen.withLock { $0 } == Array(0..<10_000))
    }

    @Test func callsFromManyThreadsAllRun() async {
        let loop = EventLoop()
        let count = Mutex(0)
        for _ in 0..<8 {
            Thread.detachNewThread {
                for _ in 0..<2_000 { loop.execute { count.withLock { $0 += 1 } } }
            }
        }
        #expect(await eventually { count.withLock { $0 } == 16_000 })
    }

    @Test func aCallFromTheLoopItselfRunsToo() async {
        let loop = EventLoop()
        let depth = Mutex(0)
        @Sendable func step() {
            let isLast = depth.withLock { depth in
                depth += 1
                return depth == 1_000
            }
            if !isLast { loop.execute(step) }
        }
        loop.execute(step)
        #expect(await eventually { depth.withLock { $0 } == 1_000 })
    }

    @Test func tasksOfAnotherExecutorShareAnActor() async {
        let resident = Resident(on: EventLoop())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5_000 { group.addTask { await resident.increment() } }
        }
        #expect(await resident.count == 5_000)
    }

    @Test func tasksThatPreferTheLoopRunOnIt() async {
        let loop = EventLoop()
        let seen = await Task(executorPreference: loop) {
            async let child = loop.isCurrent
            let fromGroup = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        await Task.yield()
                        return loop.isCurrent
                    }
                }
                return await group.reduce(true) { $0 && $1 }
            }
            return [loop.isCurrent, await child, fromGroup]
        }.value
        #expect(seen == [true, true, true])
    }

    @Test func aTaskOfOneLoopVisitsAnActorOfTheOther() async {
        let (home, away) = (EventLoop(), EventLoop())
        let resident = Resident(on: away)
        let seen = await Task(executorPreference: home) {
            let there = await resident.isOnLoop()
            return [there, home.isCurrent]
        }.value
        #expect(seen == [true, true])
    }
}
