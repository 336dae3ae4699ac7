package import GRDB

/// One or more runs of the census, ready to be written down.
package struct Report: Sendable, Equatable {
    package var runs: [RunReport]

    /// Reads all figures of some runs, in the order given, out of one snapshot of the database.
    ///
    /// - Parameter isSample: whether the lists are random samples of what is to be known, so that
    ///   shares of domains have an interval of confidence.
    /// - Throws: `ReportError.noSuchRun`, `ReportError.noRuns`, or what SQLite says.
    package init(
        runs ids: [Int64], from reader: any DatabaseReader, isSample: Bool = false
    ) throws {
        guard !ids.isEmpty else { throw ReportError.noRuns }
        // Not `read`, which lets no connection have the TEMP tables that are made meanwhile.
        runs = try reader.unsafeRead { db in
            var runs: [RunReport] = []
            try db.inTransaction(.deferred) {
                runs = try ids.map { try RunReport(run: $0, db, isSample: isSample) }
                return .rollback
            }
            return runs
        }
    }

    /// `Tranco top 1000`, or `3 runs`.
    package var title: String {
        runs.count == 1 ? runs[0].run.title : "\(runs.count) runs"
    }
}

/// All that is reported of one run.
package struct RunReport: Sendable, Equatable {
    package var run: RunRecord
    /// Domains that accept mail: with an MX record other than a null MX, or an implicit MX.
    package var mailDomains: Int
    package var headline: Headline
    package var sections: [ReportSection]

    init(run id: Int64, _ db: Database, isSample: Bool) throws {
        guard let run = try RunRecord.fetch(id, db) else {
            throw try ReportError.noSuchRun(id, db)
        }
        let counts = try AdoptionCounts(run: id, db)
        self.run = run
        mailDomains = counts["mail"]
        (headline, sections) = try MXHostRows.kept(run: id, db) {
            let hosts = try HostCounts(HostCounts.query(run: id), db)
            let tables = AdoptionTables(run: run, counts: counts, hosts: hosts, isSample: isSample)
            return (Headline(counts, hosts), try tables.sections(db))
        }
        if isSample {
            headline = headline.ofSample()
            sections = sections.map { $0.ofSample() }
        }
    }
}
