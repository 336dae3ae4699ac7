internal import Addresses
internal import Certificates
internal import DNSFacts
internal import DomainLists
internal import Glibc
internal import MailStandards
internal import Observations
internal import Store

/// One scan: from lists of domains to a finished run in the database.
package struct Scan: Sendable {
    private let options: ScanOptions
    private let onEvent: @Sendable (ScanEvent) -> Void

    /// `onEvent` is called from several threads.
    package init(_ options: ScanOptions, onEvent: @escaping @Sendable (ScanEvent) -> Void) {
        self.options = options
        self.onEvent = onEvent
    }

    /// Runs to the end, or until the task is cancelled: what is done then is kept and the run
    /// marked as interrupted.
    ///
    /// Throws, before anything is written, where an option, a file or the network makes a scan
    /// impossible; its description is a sentence for people.
    package func run() async throws -> ScanSummary {
        do {
            return try await start()
        } catch {
            throw DatabaseFault.explaining(error, path: options.databasePath)
        }
    }

    private func start() async throws -> ScanSummary {
        let fileLimit = FileLimit.raise()
        let concurrency = try FileLimit.concurrency(asked: options.concurrency, limit: fileLimit)
        var files = try NetworkFiles(options.network)
        // A pipe can be read only once.
        for list in options.lists where list != "-" && !isPipe(list) {
            _ = try DomainListReader(path: list)
        }
        try CensusDatabase.check(path: options.databasePath, exists: options.resumes)
        if ScannerLock.isHeld(path: options.databasePath) {
            throw ScannerLock.fault(options.databasePath)
        }
        var lock: ScannerLock?
        // Until the run is over.
        defer { withExtendedLifetime(lock) {} }
        var resumption: Resumption?
        if options.resumes {
            // Nobody else goes on with the run meanwhile, and a wrong option changes nothing.
            lock = try ScannerLock(path: options.databasePath)
            let database = try CensusDatabase(reading: options.databasePath)
            let found = try Resumption(options, files, in: database)
            files = files.trusting(try database.trustedCertificates(of: found.run.id))
            resumption = found
        }
        let setup = try await Setup(options.network, files: files, loops: Setup.cores)
        setup.warnings.forEach(onEvent)
        let told = RunCircumstances(
            options, probedFamilies: setup.openFamilies, blockedFamilies: setup.blockedFamilies,
            isValidating: setup.isValidating, ehloDoubt: setup.ehloDoubt, files,
            concurrency: concurrency)
        if lock == nil { lock = try ScannerLock(path: options.databasePath) }
        let database = try CensusDatabase(path: options.databasePath)
        if let resumption { return try await goOn(resumption, told, setup, files, database) }
        return try await begin(told, setup, files, database)
    }

    private func begin(
        _ told: RunCircumstances, _ setup: Setup, _ files: NetworkFiles, _ database: CensusDatabase
    ) async throws -> ScanSummary {
        let startedAt = Timestamp.now()
        try database.interruptAbandonedRuns()
        let run = try database.beginRun(
            label: options.label ?? options.fileNames, list: options.listName,
            version: censusVersion, options: told.json, at: startedAt,
            identity: ListIdentity(of: options.lists),
            trusted: files.trust.trust.certificates, certificates: files.trust.certificates)
        let workList = WorkList(database, run: run)
        let total: Int
        do {
            total = try load(workList, files, limit: options.limit)
        } catch {
            // A list that cannot be read to its end is no run.
            _ = try? database.deleteRun(run)
            throw error
        }
        let surroundings = Surroundings(
            options.network, files: files, probedFamilies: setup.openFamilies, time: startedAt,
            onEvent: onEvent)
        return try await finish(
            workList, database, setup, surroundings, told,
            ProgressCounter(total: total), hasPast: false)
    }

    private func goOn(
        _ resumption: Resumption, _ told: RunCircumstances, _ setup: Setup,
        _ files: NetworkFiles, _ database: CensusDatabase
    ) async throws -> ScanSummary {
        let run = resumption.run
        let then = resumption.circumstances
        guard told.validating == then.validating else {
            throw OptionFault(
                "run \(run.id) was begun with a resolver that "
                    + (then.validating ? "passes" : "does not pass")
                    + " DNSSEC signatures on, and this one does the opposite; use one as it was, "
                    + "or leave --resume out for a new run")
        }
        try database.interruptAbandonedRuns()
        let told = told.going(on: then)
        try database.resumeRun(run.id, options: told.json)
        let workList = WorkList(database, run: run.id)
        do {
            if run.domainsTotal == nil {
                // Killed while the list was read.
                try workList.clear()
                _ = try load(workList, files, limit: then.limit)
            } else {
                try workList.exclude(files.exclusions.now.excludes)
            }
        } catch {
            try? database.endRun(run.id, as: .interrupted, at: .now())
            throw error
        }
        let total = try database.runs().last { $0.id == run.id }?.domainsTotal ?? 0
        onEvent(.resumed(run: run.id, done: run.domains, total: total))
        let surroundings = Surroundings(
            options.network, files: files, probedFamilies: setup.openFamilies,
            time: resumption.startedAt,
            lastProbeNumber: try ObservationReader(database, run: run.id).lastProbeNumber(),
            onEvent: onEvent)
        return try await finish(
            workList, database, setup, surroundings, told,
            ProgressCounter(total: total, done: run.domains), hasPast: true)
    }

    private func finish(
        _ workList: WorkList, _ database: CensusDatabase, _ setup: Setup,
        _ surroundings: Surroundings, _ told: RunCircumstances, _ progress: ProgressCounter,
        hasPast: Bool
    ) async throws -> ScanSummary {
        let run = workList.run
        let isFinished: Bool
        do {
            isFinished = try await ScanWalk(
                options: options, setup: setup, surroundings: surroundings, database: database,
                workList: workList, circumstances: told, progress: progress, onEvent: onEvent
            ).run(hasPast: hasPast)
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

    private func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    private func load(
        _ workList: WorkList, _ files: NetworkFiles, limit: Int?
    ) throws -> Int {
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

extension ScanOptions {
    /// The lists' paths as the run keeps them.
    var listName: String {
        lists.map { $0 == "-" ? "stdin" : $0 }.joined(separator: " ")
    }

    /// Their file names, which label the run unless told otherwise.
    var fileNames: String {
        lists
            .map { $0 == "-" ? "stdin" : $0.split(separator: "/").last.map(String.init) ?? $0 }
            .joined(separator: " ")
    }
}
