internal import MailStandards
internal import Observations
internal import Store

/// Walks the work list of a run to its end, pass by pass, with a new crawl whenever the network has
/// come back.
struct ScanWalk {
    let options: ScanOptions
    let setup: Setup
    let surroundings: Surroundings
    let database: CensusDatabase
    let workList: WorkList
    let inFlight: DomainsInFlight
    /// What the run keeps of them, as far as it is known.
    var circumstances: RunCircumstances
    let progress: ProgressCounter
    let onEvent: @Sendable (ScanEvent) -> Void

    /// Both passes; false when the task was cancelled before their end.
    mutating func run(hasPast: Bool) async throws -> Bool {
        var engines = setup.engines
        let isFinished = try await crawl(Round(hasPast: hasPast), &engines)
        if inFlight.adapts {
            circumstances.concurrencySettled = inFlight.settled
            try database.describe(workList.run, options: circumstances.json)
        }
        guard isFinished else { return false }
        guard let retryAfter = options.retryAfter else { return true }
        let again = try workList.beginSecondPass()
        guard again > 0 else { return true }
        onEvent(.secondPass(domains: again))
        progress.beginSecondPass(total: again)
        // Why: libunbound remembers a dead name server for 900 s, and a SERVFAIL for a while.
        engines = try setup.refreshed(engines)
        // What is asked there has failed before.
        surroundings.watch.learnAgain()
        return try await crawl(
            Round(pass: .second, hasPast: true, retryAfter: retryAfter), &engines)
    }

    /// One pass to its end, however often the network goes; false when the task was cancelled.
    private mutating func crawl(_ round: Round, _ engines: inout [Engine]) async throws -> Bool {
        var round = round
        while true {
            let check = NetworkCheck(
                preflight: setup.preflight, resolver: setup.resolver, surroundings: surroundings,
                engine: engines[0])
            let crawl = Crawl(
                surroundings: surroundings, engines: engines, workList: workList, round: round,
                inFlight: inFlight, rate: options.rate, progress: progress,
                sentinel: NetworkGuard(watch: surroundings.watch, check: check),
                onEvent: onEvent)
            do {
                return try await crawl.run(into: database, run: workList.run)
            } catch let collapse as NetworkCollapse {
                do {
                    try await outlast(collapse.suspicion, check)
                } catch is CancellationError {
                    return false
                }
                engines = try setup.refreshed(engines)
                round.hasPast = true
            }
        }
    }

    /// Waits for the network; puts back what was done since it went.
    private mutating func outlast(
        _ suspicion: NetworkMonitor.Suspicion, _ check: NetworkCheck
    ) async throws {
        let watch = surroundings.watch
        let end = try await NetworkRecovery(
            check: check, patience: options.networkPatience, onEvent: onEvent
        ).wait(after: suspicion)
        switch end {
        case .neverGone: watch.learnAgain(suspicion.service)
        case .back: watch.startAgain()
        case .blocked(let family):
            surroundings.stopProbing(family)
            circumstances = circumstances.blocking(family)
            try database.describe(workList.run, options: circumstances.json)
            onEvent(.portGone(families: [family.text]))
            watch.startAgain()
        }
        surroundings.forgetRefusals()
        let failed = surroundings.recent.take(since: suspicion.goodUntil)
        let again = try workList.measureAgain(failed.domains, hosts: failed.hosts)
        progress.putBack(again)
        if end != .neverGone { onEvent(.networkBack(again: again)) }
    }
}
