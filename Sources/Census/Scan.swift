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
        var concurrency = try FileLimit.concurrency(
            asked: options.concurrency, limit: fileLimit, memory: Memory.ofThisMachine.domains)
        var files = try NetworkFiles(options.network)
        // A pipe can be read only once.
        for list in options.lists where list != "-" && !isPipe(list) {
            _ = try DomainListReader(path: list)
        }
        try CensusDatabase.check(path: options.databasePath, exists: options.resumes)
        if ScannerLock.isHeld(path: options.databasePath) {
            throw ScannerLock.fault(options.databasePath)
        }
        if let upgrade = try CensusDatabase.bringUpToDate(path: options.databasePath) {
            onEvent(.upgraded(upgrade.description))
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
            concurrency = concurrency.beginning(at: found.circumstances.concurrencySettled)
            resumption = found
        }
        let setup = try await Setup(
            options.network, files: files, loops: min(Setup.cores, concurrency.most))
        setup.warnings.forEach(onEvent)
        let circumstances = RunCircumstances(
            options, probedFamilies: setup.openFamilies, blockedFamilies: setup.blockedFamilies,
            isValidating: setup.isValidating, ehloDoubt: setup.ehloDoubt, files,
            concurrency: concurrency.first)
        if lock == nil { lock = try ScannerLock(path: options.databasePath) }
        let run = ScanRun(
            options: options, files: files, setup: setup, circumstances: circumstances,
            concurrency: concurrency, database: try CensusDatabase(path: options.databasePath),
            onEvent: onEvent)
        if let resumption { return try await run.goOn(resumption) }
        return try await run.begin()
    }

    private func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
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
