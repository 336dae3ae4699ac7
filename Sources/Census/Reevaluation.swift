internal import Certificates
internal import Evaluation
internal import Foundation
internal import MailStandards
internal import Observations
internal import PublicSuffixes
package import Store

/// Judges runs again from what they have stored, with today's rules, without any network.
package struct Reevaluation: Sendable {
    private let database: CensusDatabase
    private let caFile: String?
    private let isLive: Bool
    private let suffixes: PublicSuffixList
    private let onEvent: @Sendable (ReevaluationEvent) -> Void

    /// MX hosts that are remembered, most with a chain of certificates.
    private static let hostCapacity = 4_096

    /// - Parameters:
    ///   - caFile: CA certificates for runs that have kept none; nil for the system's.
    ///   - isLive: whether a process scans into the database.
    package init(
        _ database: CensusDatabase, caFile: String?, isLive: Bool = true,
        onEvent: @escaping @Sendable (ReevaluationEvent) -> Void
    ) throws {
        self.database = database
        self.caFile = caFile
        self.isLive = isLive
        suffixes = try PublicSuffixList()
        self.onEvent = onEvent
    }

    /// Throws a sentence for people where the run is not over.
    package static func check(_ run: Run, isLive: Bool) throws {
        guard run.state(isLive: isLive) != .running else {
            throw OptionFault(
                "run \(run.id) is still running; runs that are finished or interrupted can be "
                    + "judged again")
        }
    }

    /// Judges the domains of a run that are done, and replaces all its judgements or none; the run
    /// has to be over.
    ///
    /// - Parameter writes: false to find out only what would change.
    package func judge(_ run: Run, writes: Bool) async throws -> JudgementChanges {
        try Self.check(run, isLive: isLive)
        guard let time = Timestamp(iso8601: run.startedAt) else {
            throw OptionFault("run \(run.id) began at '\(run.startedAt)', which is no instant")
        }
        if let then = run.publicSuffixList, then != suffixes.version {
            onEvent(.otherSuffixes(run: run.id, then: then, now: suffixes.version))
        }
        let judge = Judge(suffixes: suffixes, trust: try trust(of: run), time: time)
        let body: @Sendable (JudgementPass) throws -> Void = { try Self.walk($0, judge) }
        return writes
            ? try await database.replaceJudgements(of: run.id, by: censusVersion, body)
            : try await database.compareJudgements(of: run.id, body)
    }

    private func trust(of run: Run) throws -> ChainVerifier {
        let kept = try database.trustedCertificates(of: run.id)
        guard kept.isEmpty else { return ChainVerifier(trust: TrustStore(certificates: kept)) }
        onEvent(.otherTrust(run: run.id, caFile: caFile))
        return ChainVerifier(trust: try .named(caFile))
    }

    private static func walk(_ pass: JudgementPass, _ judge: Judge) throws {
        var known = BoundedCache<DomainName, MXHostEntry>(capacity: hostCapacity)
        func entry(_ host: DomainName) throws -> MXHostEntry {
            if let entry = known.value(for: host) { return entry }
            let entry = judge.entry(try pass.host(host), host)
            known.insert(entry, for: host)
            return entry
        }
        while let domain = try pass.next() {
            let evidence = judge.evidence(
                domain.facts, policyFetch: domain.policyFetch, draftFetch: domain.draftFetch,
                hosts: try domain.facts.mxHosts.map { try entry($0.exchange) })
            try pass.record(evaluate(evidence), of: domain)
        }
    }
}

/// What whoever judges a run again should know.
package enum ReevaluationEvent: Sendable {
    /// The run has kept no CA certificates: those of a file are trusted, or the system's.
    case otherTrust(run: Int64, caFile: String?)
    /// Operators and providers are told by another Public Suffix List than in the scan.
    case otherSuffixes(run: Int64, then: String, now: String)
}

extension Judge {
    /// What a run has written of an MX host.
    ///
    /// Version 1 wrote nothing of an excluded host, and did not write down why an address was not
    /// tried.
    fileprivate func entry(_ stored: StoredMXHost?, _ host: DomainName) -> MXHostEntry {
        guard let stored else {
            return entry(MXHostFacts(host: host), notProbed: .excluded)
        }
        let isUntried = stored.probes.isEmpty && !stored.facts.addresses.isEmpty
        return entry(
            stored.facts, probes: stored.probes,
            notProbed: stored.notProbed ?? (isUntried ? .notProbed : nil))
    }
}

extension Run {
    /// Which Public Suffix List the scan used.
    fileprivate var publicSuffixList: String? {
        struct Options: Decodable {
            var publicSuffixList: String?
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(Options.self, from: Data(options.utf8)).publicSuffixList
    }
}
