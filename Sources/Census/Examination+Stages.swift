package import MailStandards
package import Observations

/// The stages of a domain's way, each by itself, for whoever joins what they find out.
extension Examination {
    /// The MX hosts of a domain that are asked: of more, only the most preferred.
    package static var hostLimit: Int { DomainStage.hostLimit }

    /// Questions in flight: as many as are asked for, or as is usual; throws a sentence for people
    /// where the file limit cannot carry them.
    package static func concurrency(asked: Int?) throws -> Int {
        try FileLimit.concurrency(
            asked: asked, limit: FileLimit.raise(), memory: Memory.ofThisMachine.domains
        ).first
    }

    /// What the DNS says of a domain; nil for an excluded one.
    package func resolve(_ domain: DomainName) async throws -> DomainFacts? {
        guard !surroundings.exclusions.excludes(domain) else { return nil }
        return try await withTaskExecutorPreference(stage.engine.loop) {
            try await stage.lookUp(domain)
        }
    }

    /// What the policy's URI gives.
    package func fetch(_ request: PolicyRequest) async throws -> PolicyFetchObservation {
        guard let document = request.document else {
            preconditionFailure("a request has a document")
        }
        return try await withTaskExecutorPreference(stage.engine.loop) {
            try await stage.fetch(document)
        }
    }

    /// Addresses and TLSA records of an MX host, and what it says on port 25; an answer that is
    /// still remembered is given again.
    package func probe(_ host: DomainName) async throws -> MXHostEntry {
        try await stage.entry(host)
    }

    /// Looks at the exclusion list again while its file changes; returns when cancelled.
    package func watchExclusions(_ onEvent: @escaping @Sendable (ScanEvent) -> Void) async {
        await surroundings.exclusions.watch(onEvent)
    }
}
