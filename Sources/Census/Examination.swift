internal import Certificates
internal import DomainLists
internal import Evaluation
package import MailStandards
internal import Observations

/// Examines domains now, without a database: whole, or stage by stage.
package struct Examination: Sendable {
    let surroundings: Surroundings
    let stage: DomainStage

    /// What the preflight found out and a reader should know: unvalidated answers, port 25
    /// blocked.
    package let warnings: [ScanEvent]

    /// Throws a sentence for people when an option cannot be used or no resolver answers.
    package init(_ network: NetworkOptions) async throws {
        _ = FileLimit.raise()
        let files = try NetworkFiles(network)
        let setup = try await Setup(network, files: files, loops: 1)
        warnings = setup.warnings
        surroundings = Surroundings(
            network, files: files, probedFamilies: setup.openFamilies, time: .now(),
            retriesBusy: true)
        let engine = setup.engines[0]
        let directory = MXHostDirectory(surroundings, engine: engine, sink: NoSink())
        stage = DomainStage(
            surroundings: surroundings, engine: engine,
            directories: Directories(all: [directory]))
    }

    /// What the wire said of a domain, and the judgement; nil for an excluded one.
    package func examine(_ domain: DomainName) async throws -> ExaminedDomain? {
        guard !surroundings.exclusions.excludes(domain) else { return nil }
        let outcome = try await stage.observe(domain)
        return ExaminedDomain(
            evidence: outcome.evidence, evaluation: outcome.evaluation,
            time: surroundings.judge.time, chains: chains(outcome.evidence))
    }

    /// Several domains, a few at once: the slowest of a list keeps the others waiting no longer than
    /// it has to.
    ///
    /// - Parameter tell: called for one after another, in the order of `domains`; nil for an excluded
    ///   one. What it throws ends the examination.
    package func examine(
        _ domains: [DomainName], tell: (DomainName, ExaminedDomain?) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, ExaminedDomain?).self) { group in
            var begun = 0
            var told = 0
            var waiting: [Int: ExaminedDomain?] = [:]
            func begin() {
                while begun < domains.count, begun - told - waiting.count < Self.atOnce,
                    waiting.count < Self.waitingLimit
                {
                    let index = begun
                    begun += 1
                    group.addTask { (index, try await examine(domains[index])) }
                }
            }
            begin()
            while let (index, examined) = try await group.next() {
                waiting.updateValue(examined, forKey: index)
                while let examined = waiting.removeValue(forKey: told) {
                    try tell(domains[told], examined)
                    told += 1
                }
                begin()
            }
        }
    }

    private static let atOnce = 32
    /// What is done and cannot be told yet must not pile up, at some 100 KB each.
    private static let waitingLimit = 512

    private func chains(_ evidence: DomainEvidence) -> [DomainName: ExaminedDomain.Chain] {
        var chains: [DomainName: ExaminedDomain.Chain] = [:]
        for host in evidence.hosts {
            let open = host.probes.last { $0.reachability == .open }
            chains[host.facts.host] = open.flatMap { chain($0.chain, host.facts.host) }
        }
        if let host = evidence.facts.domain.child("mta-sts") {
            chains[host] = evidence.policyFetch.flatMap { chain($0.chain, host) }
        }
        return chains
    }

    private func chain(_ shown: [CertificateDER], _ host: DomainName) -> ExaminedDomain.Chain? {
        guard !shown.isEmpty else { return nil }
        let (trust, time) = (surroundings.judge.trust, surroundings.judge.time)
        return ExaminedDomain.Chain(
            certificates: shown.map { trust.certificates.facts(of: $0) },
            reasons: trust.verdict(chain: shown, host: host, at: time).reasons)
    }
}
