internal import Certificates
internal import Foundation
internal import Observations
package import Store

/// What ``Merge`` is told.
package struct MergeOptions: Sendable {
    /// A file, and its run; nil for the newest finished.
    package struct Source: Sendable {
        package var path: String
        package var run: Int64?

        package init(path: String, run: Int64? = nil) {
            self.path = path
            self.run = run
        }
    }

    /// In the order in which they count.
    package var sources: [Source]
    package var output: String
    /// Nil for that of the runs where they share one, else the output's file name.
    package var label: String?

    package init(sources: [Source], output: String, label: String? = nil) {
        self.sources = sources
        self.output = output
        self.label = label
    }
}

/// What came of it.
package struct MergeSummary: Sendable {
    package var runs: Int
    package var counts: MergeCounts
    package var isFinished: Bool
}

/// Makes one run, in a file of its own, of runs that several machines or processes have made of parts
/// of a list.
///
/// All domains are judged again by what is kept of their MX hosts, by one set of CA certificates and
/// as of one moment, so that every figure comes from one observation of each thing.
package struct Merge: Sendable {
    private let options: MergeOptions
    private let onNote: @Sendable (String) -> Void

    /// - Parameter onNote: told, in sentences, in what the runs are not alike.
    package init(_ options: MergeOptions, onNote: @escaping @Sendable (String) -> Void) {
        self.options = options
        self.onNote = onNote
    }

    /// Throws a sentence for people where the runs are none that can be one, before anything is
    /// written; after a failure, or the task's cancellation, nothing is left.
    package func run() async throws -> MergeSummary {
        try refuseTwice()
        let runs = try options.sources.map(MergedRun.init)
        let parts = MergedRuns(runs)
        try parts.refuseUnlike()
        parts.notes.forEach(onNote)
        let unfinished = try UnfinishedDatabase(path: options.output)
        do {
            let summary = try await merge(parts, into: unfinished.database)
            try unfinished.publish()
            return summary
        } catch {
            unfinished.remove()
            throw DatabaseFault.explaining(
                error, path: options.output,
                left: "nothing is left behind")
        }
    }

    private func refuseTwice() throws {
        var seen: [FilePlace] = []
        for source in options.sources {
            let place = FilePlace(source.path)
            if place.exists, let same = seen.first(where: place.isSame) {
                throw OptionFault(
                    "'\(source.path)' is the same file as '\(same.path)'; name each file once")
            }
            seen.append(place)
        }
    }

    private func merge(_ parts: MergedRuns, into database: CensusDatabase) async throws
        -> MergeSummary
    {
        let label = options.label ?? parts.label
        let run = try database.beginRun(
            label: label ?? URL(fileURLWithPath: options.output).lastPathComponent,
            list: parts.list, version: parts.version, options: parts.circumstances,
            at: parts.startedAt, trusted: try parts.trusting?.trusted ?? [])
        let counts = try await RunMerge(into: database, run: run).take(parts.sources)
        let reevaluation = try Reevaluation(database, caFile: nil, isLive: false) { event in
            if case .otherTrust = event {
                onNote("no run has kept CA certificates: certificates are judged by the system's")
            }
        }
        if let begun = try database.runs().first {
            _ = try await reevaluation.judge(begun, writes: true)
        }
        try database.endRun(
            run, as: parts.isFinished ? .finished : .interrupted, at: parts.finishedAt ?? .now())
        return MergeSummary(
            runs: parts.sources.count, counts: counts, isFinished: parts.isFinished)
    }
}

/// One of the runs, with what its file says of it.
struct MergedRun {
    let path: String
    let run: Run
    let startedAt: Timestamp
    let finishedAt: Timestamp?
    /// SHA-256 of the CA certificates that it has kept.
    let trust: [[UInt8]]
    /// Its `options`; empty where they cannot be read.
    let circumstances: [String: MergedValue]

    /// Opens the file for reading; throws a sentence for people where it has no such run, or one that
    /// is not over.
    init(_ source: MergeOptions.Source) throws {
        path = source.path
        // Before the file is opened here, see there.
        let isLive = ScannerLock.isHeld(path: path)
        do {
            let database = try CensusDatabase(reading: path)
            run = try Self.choose(source, among: try database.runs())
            guard run.state(isLive: isLive) != .running else {
                throw OptionFault("run \(run.id) in '\(path)' is still running; wait for it to end")
            }
            guard let startedAt = Timestamp(iso8601: run.startedAt) else {
                throw OptionFault(
                    "run \(run.id) in '\(path)' began at '\(run.startedAt)', which is no instant")
            }
            self.startedAt = startedAt
            trust = try database.trustedCertificates(of: run.id).map(\.sha256)
        } catch let fault as OptionFault {
            throw fault
        } catch {
            throw DatabaseFault(error, path: path).ofAnArgument
        }
        finishedAt = run.finishedAt.flatMap { Timestamp(iso8601: $0) }
        circumstances = MergedValue.object(run.options)
    }

    /// The CA certificates that it has kept.
    var trusted: [CertificateDER] {
        get throws { try CensusDatabase(reading: path).trustedCertificates(of: run.id) }
    }

    private static func choose(_ source: MergeOptions.Source, among runs: [Run]) throws -> Run {
        let path = source.path
        if let id = source.run {
            guard let run = runs.first(where: { $0.id == id }) else {
                throw OptionFault(
                    "there is no run \(id) in '\(path)'; 'sts-census runs' lists them")
            }
            return run
        }
        if let run = runs.last(where: { $0.state == .finished }) { return run }
        guard let run = runs.last else {
            throw OptionFault("'\(path)' has no runs; 'sts-census scan' makes one")
        }
        throw OptionFault(
            "no run in '\(path)' is finished: 'scan --resume' completes it, and --run \(path)=\(run.id) "
                + "takes it as it is")
    }
}

extension FilePlace {
    /// Whether the name leads to anything.
    fileprivate var exists: Bool { FileManager.default.fileExists(atPath: path) }
}
