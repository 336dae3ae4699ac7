internal import Foundation
internal import GRDB

/// A run of a database, as one of several that are merged.
package struct MergeSource: Sendable {
    package var path: String
    package var run: Int64

    package init(path: String, run: Int64) {
        self.path = path
        self.run = run
    }
}

/// What came together from several runs.
package struct MergeCounts: Sendable, Equatable {
    /// Domains of the work lists, each once, and how many stood in several.
    package var domains = 0
    package var sharedDomains = 0
    /// MX hosts, likewise.
    package var hosts = 0
    package var sharedHosts = 0
}

/// Copies what runs of other databases have observed into one run, each thing once, unjudged.
///
/// Of a domain that stands in several the first run in which it is done is taken, of an MX host the
/// first that came furthest with it. Files are looked at twice, one at a time: which of them is to
/// give what (``MergeOffer``), and then what it gives (``MergeCopy``). Memory holds none of it.
package struct RunMerge: Sendable {
    let database: CensusDatabase
    let run: Int64

    /// - Parameter database: an ``UnfinishedDatabase``.
    package init(into database: CensusDatabase, run: Int64) {
        self.database = database
        self.run = run
    }

    /// Takes the runs in, in their order; a failure, or the task's cancellation, leaves a file that
    /// is good for nothing.
    package func take(_ sources: [MergeSource]) async throws -> MergeCounts {
        try await database.pool.writeWithoutTransaction { db in
            try db.execute(sql: MergeTables.create)
            var counts = MergeCounts()
            for (number, source) in sources.enumerated() {
                try Self.attach(source, to: db) {
                    let offer = MergeOffer(db, run: source.run, number: number)
                    try offer.choose()
                    counts.sharedDomains += try offer.domains
                    counts.sharedHosts += try offer.hosts
                }
            }
            counts.domains = try MergeTables.count("merged_domain", db)
            counts.hosts = try MergeTables.count("merged_host", db)
            counts.sharedDomains -= counts.domains
            counts.sharedHosts -= counts.hosts
            for (number, source) in sources.enumerated() {
                try Self.attach(source, to: db) {
                    try MergeCopy(db, from: source.run, number: number, to: run).copy()
                }
            }
            try MergeTables.writeWorkList(run: run, shared: counts.sharedDomains, db)
            return counts
        }
    }

    /// Runs `body`, in a transaction, while the source's file is there under the name `source`, for
    /// reading only: its name is a URI then, which SQLite has to take, as Debian's does.
    private static func attach(
        _ source: MergeSource, to db: Database, _ body: () throws -> Void
    ) throws {
        let name = URL(fileURLWithPath: source.path).path
        let escaped = name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name
        do {
            try db.execute(sql: "ATTACH ? AS source", arguments: ["file:\(escaped)?mode=ro"])
            try db.inTransaction {
                try body()
                return .commit
            }
            try db.execute(sql: "DETACH source")
        } catch let error as DatabaseError where error.isOfItsFile {
            throw DatabaseFault(error, path: source.path)
        }
    }
}

extension DatabaseError {
    /// Whether it is more likely to be the fault of the file that is read than of what is written.
    fileprivate var isOfItsFile: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CANTOPEN, .SQLITE_BUSY].contains(resultCode)
    }
}
