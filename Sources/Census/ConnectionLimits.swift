internal import Addresses
internal import MailStandards
internal import Synchronization

/// How many connections, and how soon after one another, an address, a mail operator and a policy
/// server see of us.
final class ConnectionLimits: Sendable {
    private typealias Answer = ConnectionSchedule.Answer

    private struct State {
        var schedule: ConnectionSchedule
        var lastID = 0
        var waiting: [Int: Waiter] = [:]
    }

    /// Somebody who has asked, and has no answer yet or has not heard it.
    private enum Waiter {
        case asked
        case listening(CheckedContinuation<Answer?, Never>)
        case answered(Answer)
    }

    private let state: Mutex<State>
    private let targets = KeyedLimit<ConnectionSchedule.Target>(1)
    private let policyAddresses = KeyedLimit<IPAddress>(4)
    private let policyPace = KeyedPace<IPAddress>(interval: .milliseconds(50))
    private let onLeftAlone: @Sendable (DomainName) -> Void

    /// `onLeftAlone` is told of each operator that has turned us away too often.
    init(
        pause: Duration = .seconds(1),
        onLeftAlone: @escaping @Sendable (DomainName) -> Void = { _ in }
    ) {
        state = Mutex(State(schedule: ConnectionSchedule(pause: pause)))
        self.onLeftAlone = onLeftAlone
    }

    // MARK: MX hosts

    /// One at a time for an operator's hosts at an address, so that one probe can speak for all of
    /// them. Whether and when it connects is said by ``begin(_:)``.
    func withPlace<Value>(
        operator name: DomainName, _ address: IPAddress,
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        try await targets.withPlace(.init(operatorName: name, address: address)) {
            try await body()
        }
    }

    /// Waits until a connection may begin; false where the operator is left alone.
    nonisolated(nonsending)
        func begin(_ target: ConnectionSchedule.Target) async throws(CancellationError) -> Bool
    {
        let (id, changes) = state.withLock { state in
            state.lastID += 1
            let changes = state.schedule.ask(state.lastID, target, at: .now)
            if changes.answers.isEmpty { state.waiting[state.lastID] = .asked }
            return (state.lastID, changes)
        }
        setAlarms(changes, target)
        if let answer = changes.answers[id] { return answer == .begin }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in listen(id, continuation) }
        } onCancel: {
            leave(id)
        }
        guard let answer else { throw CancellationError() }
        return answer == .begin
    }

    /// A connection that may have begun is over.
    func end(_ target: ConnectionSchedule.Target, _ end: ConnectionSchedule.End) {
        change(target) { $0.end(target, end, at: .now) }
    }

    // MARK: Policy servers

    /// Four at a time to a policy server, and twenty a second, since a hosting provider's serves
    /// many domains; a place at each address that may come to be used.
    func withPolicyPlaces<Value>(
        _ addresses: [IPAddress], isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        // Why: in one order for all, or two who wait for each other would wait for ever.
        let ordered = Set(addresses).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        return try await withPolicyPlaces(ordered[...], body)
    }

    private func withPolicyPlaces<Value>(
        _ addresses: ArraySlice<IPAddress>, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        guard let address = addresses.first else { return try await body() }
        return try await policyAddresses.withPlace(address) {
            try await policyPace.turn(address)
            return try await withPolicyPlaces(addresses.dropFirst(), body)
        }
    }

    // MARK: Waiting

    /// The answer may be there already, or the task be cancelled.
    private func listen(_ id: Int, _ continuation: CheckedContinuation<Answer?, Never>) {
        let answer: Answer?? = state.withLock { state in
            switch state.waiting[id] {
            case .answered(let answer):
                state.waiting[id] = nil
                return .some(answer)
            case .asked, .listening:
                state.waiting[id] = .listening(continuation)
                return nil
            case nil: return .some(nil)
            }
        }
        if let answer { continuation.resume(returning: answer) }
    }

    /// Who has an answer already goes on with it.
    private func leave(_ id: Int) {
        let listener = state.withLock { state -> CheckedContinuation<Answer?, Never>? in
            guard state.schedule.leave(id) else { return nil }
            guard case .listening(let listener) = state.waiting.removeValue(forKey: id) else {
                return nil
            }
            return listener
        }
        listener?.resume(returning: nil)
    }

    private func change(
        _ target: ConnectionSchedule.Target,
        _ body: (inout ConnectionSchedule) -> ConnectionSchedule.Changes
    ) {
        let (changes, told) = state.withLock { state in
            let changes = body(&state.schedule)
            var told: [(CheckedContinuation<Answer?, Never>, Answer)] = []
            for (id, answer) in changes.answers {
                if case .listening(let listener) = state.waiting.removeValue(forKey: id) {
                    told.append((listener, answer))
                } else {
                    state.waiting[id] = .answered(answer)
                }
            }
            return (changes, told)
        }
        for (listener, answer) in told { listener.resume(returning: answer) }
        setAlarms(changes, target)
        if let name = changes.leftAlone { onLeftAlone(name) }
    }

    private func setAlarms(
        _ changes: ConnectionSchedule.Changes, _ target: ConnectionSchedule.Target
    ) {
        for alarm in changes.alarms {
            Task { [weak self] in
                try? await Task.sleep(until: alarm, clock: .continuous)
                self?.change(target) { $0.wake(target, at: .now) }
            }
        }
    }
}
