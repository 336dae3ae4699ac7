internal import DomainLists
package import Evaluation
package import MailStandards
internal import Observations

/// Examines a few domains now, without a database.
package struct Examination: Sendable {
    private let surroundings: Surroundings
    private let stages: [DomainStage]

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
            network, files: files, probedFamilies: setup.openFamilies, time: .now())
        let directories = Directories(
            all: setup.engines.map { [surroundings] in
                MXHostDirectory(surroundings, engine: $0, sink: NoSink())
            })
        stages = setup.engines.map { [surroundings] in
            DomainStage(surroundings: surroundings, engine: $0, directories: directories)
        }
    }

    /// What the wire said of a domain, and the judgement; nil for an excluded one.
    package func examine(
        _ domain: DomainName
    ) async throws -> (evidence: DomainEvidence, evaluation: DomainEvaluation)? {
        guard !surroundings.exclusions.excludes(domain) else { return nil }
        let outcome = try await stages[0].observe(domain)
        return (outcome.evidence, outcome.evaluation)
    }
}
