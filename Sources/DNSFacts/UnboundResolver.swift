internal import CUnbound
package import EventLoop
package import MailStandards
package import Observations

/// The embedded resolver: a libunbound context on an event loop, validating.
package actor UnboundResolver: LoopActor, Resolver {
    package nonisolated let loop: EventLoop
    private let context: OpaquePointer

    private var turns = QuestionTurns<LoopOperation<Int>>(most: UnboundResolver.youngQuestions)
    private var isGrowingOlder = false

    /// Questions that libunbound has at once, slow ones aside. More make it no faster, and each takes
    /// up to 40 KB there.
    private static let youngQuestions = 512
    /// A question is young for this to twice this.
    private static let youth: Duration = .milliseconds(300)

    /// A dead name server takes libunbound 35 s to give up on; chains of them take longer.
    private static let limit: Duration = .seconds(60)

    /// Fails with a sentence for people when an option is not taken, such as a trust anchor that
    /// is no DS or DNSKEY record.
    package init(on loop: EventLoop, _ options: ResolverOptions) throws(ResolverError) {
        self.loop = loop
        guard let context = census_ub_create(UnsafeMutableRawPointer(loop.base)) else {
            throw ResolverError("libunbound has no memory for a context")
        }
        self.context = context
        try Self.configure(context, options)
    }

    /// On the loop's thread, after the last question has ended.
    isolated deinit { ub_ctx_delete(context) }

    /// Asks libunbound, and waits for at most a minute. A failure in which this process has no file
    /// descriptor left is its own, so the question is asked again then.
    package func lookUp(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<RecordData> {
        try await FileShortage.outlast {
            () async throws(CancellationError) in
            try await ask(name, type)
        } isOver: {
            $0.failure != .serverFailure || !FileShortage.isNow
        }
    }

    private func ask(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<RecordData> {
        let turn = try await turn()
        defer {
            turns.end(turn)
            callNext()
        }
        let outcome = try await operation(limit: Self.limit) { operation in
            let lookup = Lookup(name: name, type: type, operation: operation)
            start(lookup, Unmanaged.passRetained(lookup))
        }
        return outcome ?? LookupOutcome(.failed(.timeout, detail: "no answer within 60 s"))
    }

    private func turn() async throws(CancellationError) -> Int {
        if let turn = turns.begin() { return turn }
        if !isGrowingOlder { growOlder() }
        guard let turn = try await operation({ turns.wait($0) }) else { throw CancellationError() }
        return turn
    }

    private func callNext() {
        while let (waiter, turn) = turns.next() {
            if waiter.isWaiting {
                waiter.finish(turn)
            } else {
                // It was cancelled.
                turns.end(turn)
            }
        }
    }

    /// As long as anybody waits.
    private func growOlder() {
        isGrowingOlder = true
        Task {
            repeat {
                try? await Task.sleep(for: Self.youth)
                turns.growOlder()
                callNext()
            } while turns.isWaitedFor
            isGrowingOlder = false
        }
    }

    private func start(_ lookup: Lookup, _ reference: Unmanaged<Lookup>) {
        var id: Int32 = 0
        let context = context
        let status = ub_resolve_event(
            context, lookup.name.text, Int32(lookup.type.rawValue), 1, reference.toOpaque(),
            { lookup, rcode, packet, length, security, reason, _ in
                let lookup = Unmanaged<Lookup>.fromOpaque(lookup!).takeRetainedValue()
                let bytes = UnsafeBufferPointer(
                    start: packet?.assumingMemoryBound(to: UInt8.self), count: Int(length))
                let reason = reason.map { String(cString: $0) }
                lookup.answer(rcode: rcode, packet: bytes, security: security, reason: reason)
            }, &id)
        guard status == 0 else {
            reference.release()
            let detail = String(cString: ub_strerror(status))
            lookup.operation.finish(LookupOutcome(.failed(.serverFailure, detail: detail)))
            return
        }
        lookup.operation.onAbandon = {
            // libunbound forgets the callback, and with it its reference.
            ub_cancel(context, id)
            reference.release()
        }
    }

    /// One question on its way through libunbound.
    private final class Lookup {
        let name: DomainName
        let type: RecordType
        let operation: LoopOperation<LookupOutcome<RecordData>>

        init(
            name: DomainName, type: RecordType,
            operation: LoopOperation<LookupOutcome<RecordData>>
        ) {
            self.name = name
            self.type = type
            self.operation = operation
        }

        /// Takes what libunbound says; the packet is only meaningful when `rcode` is 0.
        func answer(
            rcode: Int32, packet: UnsafeBufferPointer<UInt8>, security: Int32, reason: String?
        ) {
            switch (security, rcode) {
            case (1, _):
                operation.finish(
                    LookupOutcome(.failed(.bogus, detail: reason ?? "bogus"), dnssec: .bogus))
            case (_, 0):
                operation.finish(
                    DNSMessage.outcome(
                        packet, name: name, type: type,
                        dnssec: security == 2 ? .secure : .insecure))
            case (_, 3):
                operation.finish(
                    LookupOutcome(.noName, dnssec: security == 2 ? .secure : .insecure))
            default:
                let detail = reason ?? "rcode \(rcode)"
                operation.finish(LookupOutcome(.failed(.serverFailure, detail: detail)))
            }
        }
    }
}

/// An option that libunbound does not take, in a sentence for people.
package struct ResolverError: Error, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}
