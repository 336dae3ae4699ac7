internal import Certificates
internal import Foundation
internal import MailStandards
package import Observations
internal import PublicSuffixes
package import Store

/// What a run of ``JoinedRun`` is told.
package struct JoinedRunOptions: Sendable {
    package var databasePath: String
    package var label: String
    /// What the domains were taken from.
    package var list: String
    /// The moment at which the stages began, and at which certificates are judged.
    package var startedAt: Timestamp
    /// Nil for the system's CA certificates.
    package var caFile: String?

    package init(
        databasePath: String, label: String, list: String, startedAt: Timestamp, caFile: String?
    ) {
        self.databasePath = databasePath
        self.label = label
        self.list = list
        self.startedAt = startedAt
        self.caFile = caFile
    }
}

/// A new run in a database, of what the stages have found out, each by itself.
///
/// Domains are judged when all are there, by what the run has kept of their MX hosts; so every
/// judgement can be traced to what is stored, also where two domains say different things of a host
/// that they share.
package actor JoinedRun {
    private let options: JoinedRunOptions
    private let database: CensusDatabase
    private let lock: ScannerLock
    private let suffixes: PublicSuffixList
    private let run: Int64
    private let writer: ObservationWriter
    private var circumstances: JoinedCircumstances
    private var summary = JoinedRunSummary()

    private var waiting: [(domain: JoinedDomain, answer: CheckedContinuation<Bool, any Error>)] = []
    private var isWriting = false

    /// Begins the run; throws a sentence for people where the database or the CA certificates cannot
    /// be used.
    ///
    /// - Parameter upgraded: told of a database of an older version that was brought up to date.
    package init(_ options: JoinedRunOptions, upgraded: (SchemaUpgrade) -> Void) throws {
        self.options = options
        let path = options.databasePath
        let trust = try TrustStore.named(options.caFile).certificates
        suffixes = try PublicSuffixList()
        circumstances = JoinedCircumstances(
            caFile: options.caFile, trustedCertificates: trust.count,
            publicSuffixList: suffixes.version)
        do {
            try CensusDatabase.check(path: path)
            if ScannerLock.isHeld(path: path) { throw ScannerLock.fault(path) }
            if let upgrade = try CensusDatabase.bringUpToDate(path: path) { upgraded(upgrade) }
            lock = try ScannerLock(path: path)
            database = try CensusDatabase(path: path)
            try database.interruptAbandonedRuns()
            run = try database.beginRun(
                label: options.label, list: options.list, version: censusVersion,
                options: circumstances.json, at: options.startedAt, trusted: trust)
        } catch {
            throw Self.fault(error, path)
        }
        // Nothing is tried a second time.
        writer = ObservationWriter(database, run: run, pass: .second)
    }

    /// Takes a domain in; false where it is there already. Returns when it is committed.
    ///
    /// - Parameter hosts: one for each of `facts.mxHosts`, in their order.
    package func store(
        _ facts: DomainFacts, rank: Int, policyFetch: PolicyFetchObservation?,
        draftFetch: PolicyFetchObservation?, hosts: [MXHostEntry]
    ) async throws -> Bool {
        circumstances.note(facts, hosts)
        let domain = JoinedDomain(
            rank: rank, facts: facts, policyFetch: policyFetch, draftFetch: draftFetch,
            hosts: hosts.map {
                JoinedHost(
                    facts: $0.facts,
                    operatorName: suffixes.registrableDomain(of: $0.facts.host) ?? $0.facts.host,
                    probes: $0.probes, notProbed: $0.notProbed)
            })
        let isNew = try await withCheckedThrowingContinuation { answer in
            waiting.append((domain, answer))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAll() }
        }
        if isNew { summary.domains += 1 } else { summary.duplicates += 1 }
        return isNew
    }

    /// Counts a domain that was left out by `--exclude`.
    package func exclude() { summary.excluded += 1 }

    /// Judges what has come, and ends the run.
    ///
    /// - Parameter rejected: lines that could not be taken in.
    package func finish(rejected: Int) async throws -> JoinedRunSummary {
        summary.run = run
        summary.rejected = rejected
        do {
            guard summary.domains > 0 else {
                throw OptionFault("there is no domain to store, so there is no run")
            }
            try WorkList(database, run: run).close(
                rejected: rejected, duplicates: summary.duplicates, excluded: summary.excluded,
                examples: [])
            try database.describe(run, options: circumstances.json)
            if let begun = try database.runs().last(where: { $0.id == run }) {
                let reevaluation = try Reevaluation(database, caFile: nil, isLive: false) { _ in }
                _ = try await reevaluation.judge(begun, writes: true)
            }
            try database.endRun(run, as: .finished, at: .now())
        } catch {
            throw Self.fault(error, options.databasePath)
        }
        return summary
    }

    /// Removes the run, which is not whole and cannot go on.
    package func abandon() {
        do {
            _ = try database.deleteRun(run)
        } catch {
            // A disk that is full has no room for this either.
            try? database.endRun(run, as: .interrupted, at: .now())
        }
    }

    /// Many in one transaction: whoever comes while one is written waits for the next.
    private func writeAll() async {
        while !waiting.isEmpty {
            let taken = waiting
            waiting = []
            do {
                let isNew = try await writer.write(joined: taken.map(\.domain))
                for (place, isNew) in zip(taken, isNew) { place.answer.resume(returning: isNew) }
            } catch {
                let fault = Self.fault(error, options.databasePath)
                for place in taken { place.answer.resume(throwing: fault) }
            }
        }
        isWriting = false
    }

    private static func fault(_ error: any Error, _ path: String) -> any Error {
        DatabaseFault.explaining(
            error, path: path, left: "the run is not whole; store all of it again")
    }
}

/// What became of a ``JoinedRun``.
package struct JoinedRunSummary: Sendable {
    package var run: Int64 = 0
    package var domains = 0
    package var duplicates = 0
    package var excluded = 0
    package var rejected = 0
}

/// What is known of how a run of stages was made; what they were told nobody has said.
private struct JoinedCircumstances: Encodable {
    let stages = true
    let caFile: String?
    let trustedCertificates: Int
    let publicSuffixList: String
    // True where it was seen; nil says nothing.
    var probes: Bool?
    var legacyNames: Bool?
    var tlsSurvey: Bool?

    mutating func note(_ facts: DomainFacts, _ hosts: [MXHostEntry]) {
        if !facts.legacy.isEmpty { legacyNames = true }
        for probe in hosts.lazy.flatMap(\.probes) {
            probes = true
            if !probe.survey.isEmpty { tlsSurvey = true }
        }
    }

    /// Keys in snake_case, in order.
    var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}
