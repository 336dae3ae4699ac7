import Addresses
import MailStandards
import Observations
import Store
import Testing

@testable import Census

@Suite struct WriteQueueTests {
    private struct Failed: Error {}

    /// Never reached in a test that passes.
    private let far: Duration = .seconds(3_600)

    /// - Parameter bytes: so many are in a certificate.
    private static func item(_ number: Int, bytes: Int = 0) -> Observation {
        .probe(
            ProbeRecord(
                number: Int64(number), operatorName: "example.com",
                observation: MXProbeObservation(
                    address: IPAddress("192.0.2.1")!, serverName: "mx.example.com",
                    startedAt: Timestamp(milliseconds: 0), reachability: .open,
                    chain: [CertificateDER(bytes: Array(repeating: 0, count: bytes))])))
    }

    private static func numbers(_ batch: [Observation]?) -> [Int] {
        (batch ?? []).map { if case .probe(let record) = $0 { Int(record.number) } else { -1 } }
    }

    @Test func whatWasSentComesInOrder() async throws {
        let queue = WriteQueue()
        for number in 0..<100 { try await queue.send(Self.item(number)) }
        queue.close()
        #expect(Self.numbers(await queue.receive(patience: far)) == Array(0..<100))
        #expect(await queue.receive(patience: far)?.count == nil)
    }

    @Test func aClosedQueueWithNothingInItIsOver() async {
        let queue = WriteQueue()
        queue.close()
        #expect(await queue.receive(patience: far)?.count == nil)
    }

    /// However short the patience is, an idle queue gives an empty batch, and is not over.
    @Test(arguments: [Duration.zero, .microseconds(1), .milliseconds(2)])
    func patienceEnds(patience: Duration) async throws {
        let queue = WriteQueue()
        for number in 0..<50 {
            let batch = try #require(await queue.receive(patience: patience))
            #expect(batch.isEmpty)
            try await queue.send(Self.item(number))
            #expect(Self.numbers(await queue.receive(patience: patience)) == [number])
        }
    }

    @Test func closingWakesTheReceiver() async {
        let queue = WriteQueue()
        async let batch = queue.receive(patience: far)
        queue.close()
        #expect(await batch?.count == nil)
    }

    @Test func aFullQueueWakesTheReceiverAndHoldsTheSender() async throws {
        let queue = WriteQueue()
        for number in 0..<(WriteQueue.capacity - 1) { try await queue.send(Self.item(number)) }
        let log = Log<String>()
        let sender = Task {
            try await queue.send(Self.item(WriteQueue.capacity - 1))
            log.append("sender")
        }
        #expect(log.values.isEmpty)
        log.append("receiver")
        let batch = await queue.receive(patience: far)
        #expect(Self.numbers(batch) == Array(0..<WriteQueue.capacity))
        try await sender.value
        #expect(log.values == ["receiver", "sender"])
    }

    @Test func aFewLargeObservationsFillItToo() async throws {
        let (queue, count) = (WriteQueue(), 8)
        let share = WriteQueue.byteCapacity / count
        // The second time, since what has been received no longer counts.
        for _ in 0..<2 {
            for number in 0..<(count - 1) {
                try await queue.send(Self.item(number, bytes: share))
            }
            let log = Log<String>()
            let sender = Task {
                try await queue.send(Self.item(count - 1, bytes: share))
                log.append("sender")
            }
            let batch = await queue.receive(patience: far)
            #expect(Self.numbers(batch) == Array(0..<count))
            try await sender.value
            #expect(log.values == ["sender"])
        }
    }

    @Test func neverMoreThanTheCapacityAndTheSenders() async throws {
        let (queue, senders, each) = (WriteQueue(), 16, 2_000)
        let received = try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<senders {
                group.addTask {
                    for number in 0..<each {
                        try await queue.send(Self.item(sender * each + number))
                    }
                }
            }
            var received: [Int] = []
            while received.count < senders * each {
                let batch = try #require(await queue.receive(patience: .milliseconds(5)))
                #expect(batch.count <= WriteQueue.capacity + senders)
                received += Self.numbers(batch)
            }
            try await group.waitForAll()
            return received
        }
        for sender in 0..<senders {
            let own = received.filter { $0 / each == sender }
            #expect(own == Array(sender * each..<(sender + 1) * each), "each sender's in order")
        }
    }

    @Test func aFailureReachesThoseWhoSendLater() async {
        let queue = WriteQueue()
        queue.fail(Failed())
        await #expect(throws: Failed.self) { try await queue.send(Self.item(1)) }
    }

    /// Senders that wait while the writer gives up are told so, and none is forgotten.
    @Test(arguments: 0..<20)
    func aFailureReachesThoseWhoWait(round: Int) async throws {
        let queue = WriteQueue()
        for number in 0..<(WriteQueue.capacity - 1) { try await queue.send(Self.item(number)) }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do {
                        try await queue.send(Self.item(number))
                        return false
                    } catch {
                        return error is Failed
                    }
                }
            }
            for _ in 0..<round { await Task.yield() }
            queue.fail(Failed())
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count == 64 && outcomes.allSatisfy { $0 })
    }
}
