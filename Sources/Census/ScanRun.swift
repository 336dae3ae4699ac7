internal import Certificates
internal import DomainLists
internal import MailStandards
internal import Observations
internal import Store

/// A scan that no option, file or network stands in the way of any more: its run in the database,
/// from the first row to the state in which it ends.
struct ScanRun {
    let options: ScanOptions
    let files: NetworkFiles
    let setup: Setup
    /// What the run is told, and what was found out before it.
    let circumstances: RunCircumstances
    let concurrency: ConcurrencyRange
    let database: CensusDatabase
    let onEvent: @Sendable (ScanEvent) -> Void

    /// A new run.
    func begin() async throws -> ScanSummary {
        let startedAt = Timestamp.now()
        try database.interruptAbandonedRuns()
        let run = try database.beginRun(
            label: options.label ?? options.fileNames, list: options.listName,
            version: censusVersion, options: circumstances.json, at: startedAt,
            identity: ListIdentity(of: options.lists),
            trusted: files.trust.trust.certificates, certificates: files.trust.certificates)
        let workList = WorkList(database, run: run)
        let total: Int
        do {
            total = try load(workList, limit: options.limit)
        } catch {
            // A list that cannot be read to its end is no run.
            _ = try? database.deleteRun(run)
            throw error
        }
        return try await walk(
            workList, circumstances, surroundings(from: startedAt), ProgressCounter(total: total),
            hasPast: false)
    }

    /// A run that was cut off.
    func goOn(_ resumption: Resumption) async throws -> ScanSummary {
        let run = resumption.run
        let then = resumption.circumstances
        guard circumstances.validating == then.validating else {
            throw OptionFault(
                "run \(run.id) was begun with a resolver that "
                    + (then.validating ? "passes" : "does not pass")
                    + " DNSSEC signatures on, and this one does the opposite; use one as it was, "
                    + "or leave --resume out for a new run")
        }
        try database.interruptAbandonedRuns()
        let now = circumstances.going(on: then)
        try database.resumeRun(run.id, options: now.json)
        let workList = WorkList(database, run: run.id)
        do {
            if run.domainsTotal == nil {
                // Killed while the list was read.
                try workList.clear()
                _ = try load(workList, limit: then.limit)
            } else {
                try workList.exclude(files.exclusions.now.excludes)
            }
        } catch {
            try? database.endRun(run.id, as: .interrupted, at: .now())
            throw error
        }
        let total = try database.runs().last { $0.id == run.id }?.domainsTotal ?? 0
        onEvent(.resumed(run: run.id, done: run.domains, total: total))
        let lastProbe = try ObservationReader(database, run: run.id).lastProbeNumber()
        return try await walk(
            workList, now, surroundings(from: resumption.startedAt, lastProbeNumber: lastProbe),
            ProgressCounter(total: total, done: run.domains), hasPast: true)
    }

    private func surroundings(
        from time: Timestamp, lastProbeNumber: Int64 = 0
    ) -> Surroundings {
        Surroundings(
            options.network, files: files, probedFamilies: setup.openFamilies, time: time,
            lastProbeNumber: lastProbeNumber, onEvent: onEvent)
    }

    private func walk(
        _ workList: WorkList, _ circumstances: RunCircumstances, _ surroundings: Surroundings,
        _ progress: ProgressCounter, hasPast: Bool
    ) async throws -> ScanSummary {
        let run = workList.run
        let isFinished: Bool
        do {
            var walk = ScanWalk(
                options: options, setup: setup, surroundings: surroundings, database: database,
                workList: workList,
                inFlight: DomainsInFlight(concurrency, cores: setup.engines.count),
                circumstances: circumstances, progress: progress, onEvent: onEvent)
            isFinished = try await walk.run(hasPast: hasPast)
        } catch {
            // The disk may be full: what is committed stays, and this may fail too.
            try? database.endRun(run, as: .interrupted, at: .now())
            throw error
        }
        try database.endRun(run, as: isFinished ? .finished : .interrupted, at: .now())
        return ScanSummary(
            run: run, isFinished: isFinished, progress: progress.now,
            blocklistingHosts: try database.mxHosts(withFinding: .blocklisted, in: run))
    }

    /// Reads the lists into the work list; how many domains are in it then.
    private func load(_ workList: WorkList, limit: Int?) throws -> Int {
        let loader = ListLoader(
            paths: options.lists, limit: limit, exclusions: files.exclusions.now,
            workList: workList
        ) { [onEvent] list, line in
            onEvent(
                .rejectedLine(
                    list: list, number: line.number, text: line.text,
                    reason: line.reason.description))
        }
        let summary = try loader.load()
        guard summary.domains > 0 else {
            throw OptionFault(
                "there is no domain to scan in \(options.listName): \(summary.rejected) lines are "
                    + "no domain names, \(summary.excluded) domains are excluded")
        }
        onEvent(
            .loaded(
                domains: summary.domains, rejected: summary.rejected,
                duplicates: summary.duplicates, excluded: summary.excluded))
        return summary.domains
    }
}
