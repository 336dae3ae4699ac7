import Census
import MailStandards
import Observations

/// The answers of the stages that ask the network, joined by domain; those that do not concern the
/// domain are passed over.
struct JoinedAnswers: Decodable, Sendable {
    /// A hundred MX hosts, each with the chains of several addresses.
    static let lengthLimit = 1 << 26

    var resolve: ResolvedDomain
    var fetch: [FetchedPolicy]?
    var probe: [ProbedHost]?

    /// What was found out of a domain, whole.
    struct Domain {
        var facts: DomainFacts
        var policyFetch: PolicyFetchObservation?
        var draftFetch: PolicyFetchObservation?
        /// One for each of `facts.mxHosts`, in their order.
        var hosts: [MXHostEntry]
    }

    /// Throws a ``StageFault`` where an answer is missing that the domain calls for.
    var domain: Domain {
        get throws {
            let facts = try resolve.facts
            return Domain(
                facts: facts, policyFetch: try fetched(.mtaSTS, facts.policyRequest),
                draftFetch: try fetched(.smtpSTS, facts.draftRequest), hosts: try hosts(of: facts))
        }
    }

    private func fetched(
        _ policy: FetchStage.Policy, _ request: PolicyRequest?
    ) throws -> PolicyFetchObservation? {
        guard let request else { return nil }
        let fetch = fetch?.first { $0.policy == policy && $0.domain.value == request.domain }
        guard let fetch else {
            throw StageFault("fetch has no \(policy.rawValue) of \(request.domain.text)")
        }
        return fetch.observation
    }

    private func hosts(of facts: DomainFacts) throws -> [MXHostEntry] {
        let probed = Dictionary(
            (probe ?? []).map { ($0.mxHost.value, $0) }, uniquingKeysWith: { first, _ in first })
        return try facts.mxHosts.enumerated().map { index, record in
            if let host = probed[record.exchange] { return host.entry }
            guard index >= Examination.hostLimit else {
                throw StageFault("probe has no \(record.exchange.text)")
            }
            return MXHostEntry(facts: MXHostFacts(host: record.exchange), notProbed: .notProbed)
        }
    }
}
