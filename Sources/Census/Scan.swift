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
        let fileLimit = FileLimit.raise()
        let concurrency = try FileLimit.concurrency(asked: options.concurrency, limit: fileLimit)
        let files = try NetworkFiles(options.network)
        // A pipe can be read only once.
        for list in options.lists where list != "-" && !isPipe(list) {
            _ = try DomainListReader(path: list)
        }
        try CensusDatabase.check(path: options.databasePath)
        let setup = try await Setup(options.network, files: files, loops: Setup.cores)
        setup.warnings.forEach(onEvent)

        let database = try CensusDatabase(path: options.databasePath)
        let startedAt = Timestamp.now()
        let run = try database.beginRun(
            label: options.label ?? options.fileNames, list: options.listName,
            version: censusVersion,
            options: RunCircumstances(options, setup, files, concurrency: concurrency).json,
            at: startedAt, trusted: files.trust.trust.certificates,
            certificates: files.trust.certificates)
        let workList = WorkList(database, run: run)
        let total: Int
        do {
            total = try load(workList, files)
        } catch {
            // A list that cannot be read to its end is no run.
            _ = try? database.deleteRun(run)
            throw error
        }
        let surroundings = Surroundings(
            options.network, files: files, probedFamilies: setup.openFamilies, time: startedAt,
            onEvent: onEvent)
        let crawl = Crawl(
            surroundings: surroundings, engines: setup.engines,
            source: WorkSource(
                workList, suffixes: files.suffixes, shards: setup.engines.count),
            concurrency: concurrency, rate: options.rate,
            progress: ProgressCounter(total: total), onEvent: onEvent)
        let isFinished: Bool
        do {
            isFinished = try await crawl.run(into: database, run: run)
        } catch {
            // The disk may be full: what is committed stays, and this may fail too.
            try? database.endRun(run, as: .interrupted, at: .now())
            throw DatabaseFault(error, path: options.databasePath)
        }
        try database.endRun(run, as: isFinished ? .finished : .interrupted, at: .now())
        return ScanSummary(
            run: run, isFinished: isFinished, progress: crawl.progress.now,
            blocklistingHosts: try database.mxHosts(withFinding: .blocklisted, in: run))
    }

    private func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    private func load(_ workList: WorkList, _ files: NetworkFiles) throws -> Int {
        let loader = ListLoader(
            paths: options.lists, limit: options.limit, exclusions: files.exclusions.now,
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
