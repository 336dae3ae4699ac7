import Addresses
import Census
import DomainLists
import MailStandards
import Observations

/// `stage resolve`: what the DNS says of a domain.
struct ResolveStage: Stage {
    let examination: Examination

    struct Question: Decodable, Sendable { var domain: String }

    enum Answer: Encodable {
        case facts(ResolvedDomain)
        case excluded(DomainName)

        private enum CodingKeys: CodingKey { case domain, excluded }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .facts(let facts): try facts.encode(to: encoder)
            case .excluded(let domain):
                var fields = encoder.container(keyedBy: CodingKeys.self)
                try fields.encode(InText(domain), forKey: .domain)
                try fields.encode(true, forKey: .excluded)
            }
        }
    }

    func answer(_ question: Question, line: Int) async throws -> Answer {
        let domain: DomainName
        do {
            domain = try ListedName.parse(question.domain)
        } catch {
            throw StageFault("'\(question.domain.prefix(80))' is no domain name: \(error)")
        }
        guard let facts = try await examination.resolve(domain) else { return .excluded(domain) }
        return .facts(ResolvedDomain(facts))
    }
}

/// The answer of `stage resolve`: the domain's lookups, and what follows from them for the stages
/// that come next.
struct ResolvedDomain: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case domain, mx, a, aaaa, legacy, policies
        case mtaSTS = "mta_sts"
        case tlsRPT = "tls_rpt"
        case smtpSTS = "smtp_sts"
        case mxHosts = "mx_hosts"
    }

    let domain: InText<DomainName>
    let mx: LookupJSON<MXRecord>
    let a: LookupJSON<IPAddress>?
    let aaaa: LookupJSON<IPAddress>?
    let mtaSTS: LookupJSON<TXTRecord>?
    let tlsRPT: LookupJSON<TXTRecord>?
    let smtpSTS: LookupJSON<TXTRecord>?
    let legacy: [String: LookupJSON<TXTRecord>]?
    /// What `stage probe` is to be asked; not read back.
    let mxHosts: [InText<DomainName>]?
    /// What `stage fetch` is to be asked; not read back.
    let policies: [FetchStage.Question]?

    init(_ facts: DomainFacts) {
        domain = InText(facts.domain)
        mx = facts.mx.json
        a = facts.ipv4?.json
        aaaa = facts.ipv6?.json
        mtaSTS = facts.mtaSTS?.json
        tlsRPT = facts.tlsRPT?.json
        smtpSTS = facts.smtpSTS?.json
        legacy =
            facts.legacy.isEmpty
            ? nil
            : Dictionary(uniqueKeysWithValues: facts.legacy.map { ($0.rawValue, $1.json) })
        mxHosts = facts.mxHosts.prefix(Examination.hostLimit).map { InText($0.exchange) }
        policies = [facts.policyRequest, facts.draftRequest].compactMap {
            $0.map(FetchStage.Question.init)
        }
    }

    var facts: DomainFacts {
        get throws {
            var names: [LegacyTXTName: LookupOutcome<TXTRecord>] = [:]
            for (text, lookup) in legacy ?? [:] {
                guard let name = LegacyTXTName(rawValue: text) else {
                    throw StageFault("resolve.legacy: '\(text.prefix(80))' is no name of a draft")
                }
                names[name] = lookup.outcome
            }
            return DomainFacts(
                domain: domain.value, mx: mx.outcome, ipv4: a?.outcome, ipv6: aaaa?.outcome,
                mtaSTS: mtaSTS?.outcome, tlsRPT: tlsRPT?.outcome, smtpSTS: smtpSTS?.outcome,
                legacy: names)
        }
    }
}
