internal import Certificates
internal import Evaluation
internal import MailStandards
internal import Observations
internal import Store

/// Walks a work list: on each loop a bounded group of domains, one writer for all.
struct Crawl: Sendable {
    let surroundings: Surroundings
    let engines: [Engine]
    let workList: WorkList
    let round: Round
    let inFlight: DomainsInFlight
    let rate: Double?
    let progress: ProgressCounter
    let sentinel: NetworkGuard
    let onEvent: @Sendable (ScanEvent) -> Void

    /// The writer commits at least so often.
    private static let commitInterval: Duration = .seconds(1)

    /// True when all is done, false when the task was cancelled before; either way, and when it
    /// throws ``NetworkCollapse``, everything that was observed is committed on return.
    func run(into database: CensusDatabase, run: Int64) async throws -> Bool {
        let queue = WriteQueue()
        let sink = StoreSink(
            queue: queue, reader: ObservationReader(database, run: run, pass: round.pass))
        // Why: no child of this task, since the writer has to outlive its cancellation.
        let writer = Task.detached {
            [certificates = surroundings.judge.trust.certificates, pass = round.pass] in
            try await Self.write(
                queue,
                to: ObservationWriter(
                    database, run: run, pass: pass, certificates: certificates),
                in: database)
        }
        // It may end after this function, so it does not hold on to the database.
        let reporter = Task { [progress, onEvent] in
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                onEvent(.progress(progress.now))
            }
        }
        defer { reporter.cancel() }
        let watch = Task { [exclusions = surroundings.exclusions, onEvent] in
            await exclusions.watch(onEvent)
        }
        defer { watch.cancel() }
        var isFinished = true
        do {
            try await crawl(into: sink)
        } catch is CancellationError {
            isFinished = false
        } catch {
            queue.close()
            // What the writer failed of comes before what that led to.
            _ = try await writer.value
            throw error
        }
        queue.close()
        try await writer.value
        return isFinished
    }

    private func crawl(into sink: any ObservationSink) async throws {
        let source = WorkSource(
            workList, pass: round.pass, suffixes: surroundings.judge.suffixes,
            shards: engines.count)
        let directories = Directories(
            all: engines.map {
                MXHostDirectory(surroundings, engine: $0, sink: sink, hasPast: round.hasPast)
            })
        let limiter = rate.map(RateLimiter.init(perSecond:))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (shard, engine) in engines.enumerated() {
                let stage = DomainStage(
                    surroundings: surroundings, engine: engine, directories: directories)
                group.addTask(executorPreference: engine.loop) {
                    try await crawl(shard, of: source, by: stage, limiter, into: sink)
                    return true
                }
            }
            for watch in [sentinel.run, sink.awaitFailure] + adapting {
                group.addTask {
                    try await watch()
                    return false
                }
            }
            // Whichever fails first ends all others at once.
            var left = engines.count
            while left > 0, let isShard = try await group.next() { left -= isShard ? 1 : 0 }
            group.cancelAll()
        }
    }

    /// In the second pass all is asked that has failed before, which says nothing of the network.
    private var adapting: [@Sendable () async throws -> Void] {
        guard inFlight.adapts, round.pass == .first else { return [] }
        return [{ try await inFlight.adapt(to: progress, surroundings.watch) }]
    }

    private func crawl(
        _ shard: Int, of source: WorkSource, by stage: DomainStage, _ limiter: RateLimiter?,
        into sink: any ObservationSink
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var begun = 0
            while true {
                let items = try await source.next(for: shard)
                if items.isEmpty { break }
                for item in items {
                    while begun >= inFlight.share(of: shard, among: engines.count) {
                        try await group.next()
                        begun -= 1
                    }
                    try await pause(before: item)
                    try await limiter?.turn()
                    group.addTask { try await scan(item, of: source, by: stage, into: sink) }
                    begun += 1
                }
            }
            try await group.waitForAll()
        }
    }

    /// Waits until it is time to try a domain once more.
    private func pause(before item: WorkItem) async throws {
        let pause = round.pause(before: item, at: .now())
        guard pause > .zero else { return }
        let end = ContinuousClock.now + pause
        progress.pause(until: end)
        try await Task.sleep(until: end, clock: .continuous)
    }

    private func scan(
        _ item: WorkItem, of source: WorkSource, by stage: DomainStage,
        into sink: any ObservationSink
    ) async throws {
        guard !surroundings.exclusions.excludes(item.domain) else {
            try await source.exclude(item)
            return progress.leaveOut()
        }
        progress.begin()
        var isDone = false
        defer { if !isDone { progress.giveUp() } }
        let outcome = try await outcome(of: item, by: stage, sink)
        try await sink.send(Observation(outcome, of: item))
        if outcome.evaluation.mayComeOfTheNetwork { surroundings.note(.domain(item.domainID)) }
        isDone = true
        progress.end(failed: outcome.evaluation.result.mailRoute == .error)
    }

    private func outcome(
        of item: WorkItem, by stage: DomainStage, _ sink: any ObservationSink
    ) async throws -> DomainStage.Outcome {
        if item.occasion == .judgement, let outcome = try await judge(item, by: stage, sink) {
            return outcome
        }
        return try await stage.observe(item.domain)
    }

    // Why: inlined, what is recalled has a place in the task of every domain. So below.
    @inline(never)
    private func judge(
        _ item: WorkItem, by stage: DomainStage, _ sink: any ObservationSink
    ) async throws -> DomainStage.Outcome? {
        guard let known = try sink.recall(item) else { return nil }
        return try await stage.judge(known)
    }

    private static func write(
        _ queue: WriteQueue, to writer: ObservationWriter, in database: CensusDatabase
    ) async throws {
        while let batch = await queue.receive(patience: commitInterval) {
            guard !batch.isEmpty else { continue }
            do {
                try database.checkPlace()
                try writer.write(batch)
            } catch {
                queue.fail(error)
                throw error
            }
        }
    }
}

extension Observation {
    @inline(never)
    fileprivate init(_ outcome: DomainStage.Outcome, of item: WorkItem) {
        self = .domain(
            DomainRecord(
                domainID: item.domainID, facts: outcome.evidence.facts,
                policyFetch: outcome.evidence.policyFetch, draftFetch: outcome.evidence.draftFetch,
                evaluation: outcome.evaluation, occasion: item.occasion))
    }
}
