package import GRDB

/// A run of the census, ready to be written down; with what changed since earlier ones, if any.
package struct Report: Sendable, Equatable {
    /// The newest, with chapters on the earlier ones.
    package var run: RunReport
    /// The others, the earliest first.
    package var earlier: [EarlierRun]

    /// Reads all figures of some runs out of one snapshot of the database: of the run that began last
    /// in full, of the others how far they had come.
    ///
    /// - Parameter ids: in any order; one that is named twice counts once.
    /// - Parameter isSample: whether the lists are random samples of what is to be known, so that
    ///   shares of domains have an interval of confidence.
    /// - Throws: `ReportError.noSuchRun`, `ReportError.noRuns`, or what SQLite says.
    package init(
        runs ids: [Int64], from reader: any DatabaseReader, isSample: Bool = false
    ) throws {
        // Not `read`, which lets no connection have the TEMP tables that are made meanwhile.
        self = try reader.unsafeRead { db in
            var report: Report?
            try db.inTransaction(.deferred) {
                report = try Report(ids, db, isSample: isSample)
                return .rollback
            }
            guard let report else { throw ReportError.noRuns }
            return report
        }
    }

    private init(_ ids: [Int64], _ db: Database, isSample: Bool) throws {
        let records = try Set(ids).map { id in
            guard let run = try RunRecord.fetch(id, db) else {
                throw try ReportError.noSuchRun(id, db)
            }
            return run
        }.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
        guard let first = records.first, let newest = records.last else { throw ReportError.noRuns }
        run = try RunReport(newest, db, isSample: isSample)
        earlier = []
        guard records.count > 1 else { return }
        let runs = try AdoptionTables.all(records, isSample: isSample, db)
        let overTime = OverTimeSection(runs).section()
        let changes = try ChangesSection(before: first.id, after: newest.id, db).section()
        run.sections.insert(
            contentsOf: [isSample ? overTime.ofSample() : overTime, changes], at: 1)
        earlier = runs.dropLast().map(EarlierRun.init)
    }
}

/// How far it had come in a run before the one that is reported in full.
package struct EarlierRun: Sendable, Equatable {
    package var run: RunRecord
    /// Domains that accept mail.
    package var mailDomains: Int
    package var headline: Headline

    init(_ tables: AdoptionTables) {
        run = tables.run
        mailDomains = tables.counts["mail"]
        let headline = Headline(tables.counts, tables.hosts)
        self.headline = tables.isSample ? headline.ofSample() : headline
    }
}

/// All that is reported of one run.
package struct RunReport: Sendable, Equatable {
    package var run: RunRecord
    /// Domains that accept mail: with an MX record other than a null MX, or an implicit MX.
    package var mailDomains: Int
    package var headline: Headline
    package var sections: [ReportSection]

    init(_ run: RunRecord, _ db: Database, isSample: Bool) throws {
        let counts = try AdoptionCounts(run: run.id, db)
        self.run = run
        mailDomains = counts["mail"]
        (headline, sections) = try MXHostRows.kept(run: run.id, db) {
            let hosts = try HostCounts(HostCounts.query(run: run.id), db)
            let tables = AdoptionTables(run: run, counts: counts, hosts: hosts, isSample: isSample)
            return (Headline(counts, hosts), try tables.sections(db))
        }
        if isSample {
            headline = headline.ofSample()
            sections = sections.map { $0.ofSample() }
        }
    }
}
